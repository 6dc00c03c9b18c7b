"""Programs that the course starts: notebooks, JupyterLab, Chromium."""
