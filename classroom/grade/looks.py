"""What of a name the eye sees, on a page and in a table, so that no two learners are called alike to it."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that are printable, and yet nothing is seen of them. Source: Unicode, Default_Ignorable_Code_Point;
and the Braille pattern without dots."""


def as_seen(name: str) -> str:
    """A name with nothing in it that is not seen: one space for any white space, none at its ends; "?" for nothing."""
    spaced = "".join(" " if letter.isspace() else letter for letter in INVISIBLE.sub("", name))
    printed = "".join(letter for letter in spaced if letter.isprintable())
    return " ".join(unicodedata.normalize("NFC", printed).split()) or "?"
