"""A page as a person sees it."""
