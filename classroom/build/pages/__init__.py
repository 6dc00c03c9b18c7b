"""The three pages that are generated from all lessons."""
