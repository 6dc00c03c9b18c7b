"""The front door: one module for each name that a notebook imports, and what these modules share."""
