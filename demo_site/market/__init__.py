"""The shop, with one cart in a cookie and one in the session."""
