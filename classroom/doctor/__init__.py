"""The engine of `course.py doctor`: looks at this machine."""
