"""The sandbox around code that is not trusted."""
