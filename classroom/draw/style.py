"""The style sheets of the drawings: one that all share, style.css, and one beside each drawing's module.

All rules are nested in `.crv.crv.crv`: three times, so that JupyterLab's own rules for tables and paragraphs in an
output do not win. Colours come from JupyterLab's variables, else from the reader's preference for light or dark; each
accent is mixed towards the text colour, so that it is readable on both.
"""

from __future__ import annotations

from pathlib import Path


def style_beside(module: str) -> str:
    """The style sheet of a drawing: the file beside its module that has its name. module: its `__file__`."""
    return Path(module).with_suffix(".css").read_text(encoding="utf-8")


SHARED = style_beside(__file__)
"""Shared by all drawings; the rules of one drawing take the place of the comment `more` in it."""
