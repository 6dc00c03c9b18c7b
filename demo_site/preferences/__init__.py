"""Choices that live in cookies: theme, language, a remembered name, a hidden notice."""
