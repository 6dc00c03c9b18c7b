"""The engine of `course.py grade`: judges what learners hand in."""
