"""The recording: the bytes of each exchange, and what the server kept and made of it."""
