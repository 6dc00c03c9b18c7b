"""For whoever writes a lesson: a room to begin with, and a check of one lesson alone."""
