"""A page of a project as a check uses it: its forms, filled in as a browser does, its links and pictures."""
