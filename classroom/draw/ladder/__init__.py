"""A conversation as a ladder: client and server, an arrow for each message."""
