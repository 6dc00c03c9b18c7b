"""What becomes of a cookie."""
