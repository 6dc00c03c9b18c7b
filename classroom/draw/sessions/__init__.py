"""What each side keeps: cookie jars and stored sessions."""
