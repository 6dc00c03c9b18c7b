"""The engine of `course.py build`: source/ becomes notebooks, pages and the figures of the guide."""
