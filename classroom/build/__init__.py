"""The engine of `course.py build`: makes notebooks, pages and the figures of the instructor guide from source/."""
