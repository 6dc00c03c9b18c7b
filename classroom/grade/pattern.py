"""`--names`: how the teacher's files are named, so that nothing has to be guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from classroom.grade.names import without_exercise

PLACES = {"name": r"[^/\0]+", "id": r"[^\W_]*\d[^\W_]*", "section": r"[^/\0]+"}
"""What each word in braces stands for; `\\0` is where the name of the exercise was."""
TOKEN = re.compile(r"\{(\w*)\}|(\*\*/?)|(\*)|(\?)|(.)", re.DOTALL)

ABOUT = """\
How your files are named, if their owners are not read rightly: --names "PATTERN"
  {name} {id} {section}   who it is; an id is letters and digits, at least one of them a digit
  *  ?  **/               any text, any one character, any folders
A pattern without a slash is held against the name of each notebook; with one, against its path below FOLDER:
  --names "{name}_{id}_*.ipynb"          Kim Minsu_20261234_03_cookies.ipynb
  --names "{section}/{name} {id}/**/*"   class a/Kim Minsu 20261234/exercises/03.ipynb, and the projects in that folder
What fits the pattern not at all, or in two ways, is shown by its path, and nobody's name is put on it."""
NOT_READ = "fits --names not at all, or in two ways: shown by its path"


class BadPattern(Exception):
    """A pattern that cannot be meant; the message has three lines."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a pattern read in a path.

    values: by the pattern's words.
    place: the learner's own folder, below that of the submissions; None where the file's name alone says who it is.
    """

    values: dict[str, str]
    place: Path | None


class Names:
    """A pattern of paths. Raises BadPattern where it names nobody, or has an unknown word in braces."""

    def __init__(self, pattern: str) -> None:
        pattern = unicodedata.normalize("NFC", pattern).removeprefix("./")
        used = re.findall(r"\{(\w*)\}", pattern)
        unknown = [word for word in used if word not in PLACES]
        if unknown or not {"name", "id"} & set(used) or len(set(used)) < len(used):
            why = f"It has {{{unknown[0]}}}." if unknown else "It needs {name} or {id}, and each word once."
            raise BadPattern(
                f"The pattern of --names cannot be used: {pattern or '(empty)'}\n{why}\n"
                'Write for example: --names "{name}_{id}_*.ipynb" or --names "{name}/**/*"'
            )
        self.whole_path = "/" in pattern
        # The learner's folder ends with the last part that has a word in braces, unless that is the file.
        parts = pattern.split("/")
        self._last = max(at for at, part in enumerate(parts) if re.search(r"\{\w+\}", part))
        self._in_file = self._last == len(parts) - 1
        self._few, self._many = (re.compile(self._as_regex(parts, lazy)) for lazy in ("?", ""))

    @staticmethod
    def _as_regex(parts: list[str], lazy: str) -> str:
        written = ""
        for word, folders, star, one, letter in TOKEN.findall("/".join(parts)):
            if word:
                written += f"(?P<{word}>{PLACES[word].replace('+', f'+{lazy}').replace('*', f'*{lazy}')})"
            elif folders:
                written += f"(?:[^/]+/)*{lazy}" if folders.endswith("/") else f".*{lazy}"
            else:
                written += f"[^/]*{lazy}" if star else "[^/]" if one else re.escape(letter)
        return written

    def read(self, below: Path, stems: Iterable[str], lessons: Iterable[str]) -> Reading | None:
        """What the pattern reads in a notebook's path; None where it does not fit, or fits in two ways.

        below: the path. stems: the names of the course's exercises, which are no part of anybody's name.
        lessons: the numbers of those that the notebook is about.
        """
        file = without_exercise(unicodedata.normalize("NFC", below.name), stems, lessons, put="\0")
        folders = unicodedata.normalize("NFC", below.parent.as_posix())
        path = f"{folders}/{file}" if self.whole_path and folders != "." else file
        few, many = self._few.fullmatch(path), self._many.fullmatch(path)
        if not few or not many or few.groupdict() != many.groupdict():
            return None
        if self._in_file or not self.whole_path:
            return Reading(few.groupdict(), None)
        deep = max(few.end(word) for word in few.groupdict())
        depth = path.count("/", 0, deep) + 1
        return Reading(few.groupdict(), Path(*below.parts[:depth]))
