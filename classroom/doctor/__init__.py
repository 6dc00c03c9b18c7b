"""The engine of `course.py doctor`: checks of this machine, a module for each subject."""
