"""The engine of `course.py present`: a lesson as slides, and the presenter's view."""
