"""Drawings: each takes plain values and returns a `View`, HTML for a notebook and text with the same facts."""
