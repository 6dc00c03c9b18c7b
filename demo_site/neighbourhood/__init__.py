"""The project itself: settings, the table of URLs, the home page, what every page shares, and the seed."""
