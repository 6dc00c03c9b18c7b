"""A third company: its pixel is in the pages of two shops, so that it learns who looked at what."""
