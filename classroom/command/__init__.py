"""The commands: what `course.py` hands over to once the environment is ready.

`python -m classroom.command lab` and its siblings; one module for each command.
"""
