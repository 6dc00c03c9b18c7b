"""The HTTP front desk: one small view for each thing that you may want to watch."""
