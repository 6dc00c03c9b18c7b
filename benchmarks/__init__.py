"""How fast the course is, as ratios to named baselines: `python -m benchmarks --help`."""
