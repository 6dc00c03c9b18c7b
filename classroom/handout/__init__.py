"""The engine of `course.py handout`: lessons with their outputs as HTML and PDF."""
