"""Drawings: plain values in, pictures for a notebook out, each with a text form that says the same."""
