"""The style sheets of the drawings: one that all share, style.css, and one beside each drawing's module.

All rules are nested in `.crv.crv.crv`: the class is repeated for specificity, so that JupyterLab's rules for tables and
paragraphs in an output do not win. Colours come from JupyterLab's CSS variables, else from the reader's preference for
light or dark; each accent is mixed with the text colour, so that it is readable on both.
"""

from __future__ import annotations

from pathlib import Path


def style_beside(module: str) -> str:
    """The style sheet of a drawing: the .css file with the name of its module. module: the module's `__file__`.

    Raises OSError where there is none.
    """
    return Path(module).with_suffix(".css").read_text(encoding="utf-8")


SHARED = style_beside(__file__)
"""The style sheet of all drawings; `frame` replaces its comment `more` by the rules of one drawing."""
