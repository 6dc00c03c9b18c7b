"""The front door: one file for each name that a notebook imports, and what these share."""
