"""The sandbox for code that is not trusted."""
