"""The project: settings, URLs, the home page, what every page shares, and the seed."""
