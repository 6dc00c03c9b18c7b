"""Predictions and verdicts."""
