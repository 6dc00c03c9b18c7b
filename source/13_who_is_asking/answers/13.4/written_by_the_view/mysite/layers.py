"""Layers of our own, later."""
