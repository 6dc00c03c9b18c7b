"""One module for each lesson, with the stem of its notebook: the tasks, their checks and mistakes, the predictions."""
