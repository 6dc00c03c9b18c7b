"""The path of a request through the middleware."""
