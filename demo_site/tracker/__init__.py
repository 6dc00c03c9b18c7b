"""A third company: its pixel stands in the pages of two shops, and tells who looked at what."""
