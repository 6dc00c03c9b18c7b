"""The commands that `course.py` starts once the environment is ready, one module for each.

`python -m classroom.command lab` runs the same command without `course.py`.
"""
