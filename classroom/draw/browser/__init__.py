"""A page as a browser shows it."""
