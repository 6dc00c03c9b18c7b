"""What the name of a file or a folder says about who handed it in: the forms of learning platforms, marks of copies.

Each reading is strict: what fits no form is left as it is, and a name from which nothing is left names nobody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PlatformName:
    """What a platform wrote into a name.

    system: its name. name, id: of the learner; "" where it wrote none.
    when: sorts the attempts of one learner; "" where the name does not tell.
    rest: the name under which the learner sent the file; "" for a folder.
    """

    system: str
    name: str
    id: str
    when: str = ""
    rest: str = ""


MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<rest>.*)")
"""Source: Moodle, mod/assign/classes/downloader.php: name, number of the participant, plugin; as a folder or before
the file's name."""
CANVAS = re.compile(
    r"(?:(?P<name>\w+?)(?:_LATE)?_(?P<id>(?!(?:19|20)\d\d_|20\d\d[01]\d[0-3]\d_)\d{4,})"
    r"|(?:LATE_)?(?P<anonymous>anon_[A-Za-z0-9]+))_(?P<when>\d{5,})_(?P<rest>.+)"
)
"""Source: Canvas, lib/content_zipper.rb: name, LATE, number of the user, number of the file, its name. Short numbers,
years and days are not taken for Canvas's: in `kim_2026_20261234` the second number says who it is."""
BLACKBOARD = re.compile(r"(?P<name>.+?_.+?)_attempt_(?P<when>\d{4}(?:-\d\d){5})(?:_(?P<rest>.*))?")
"""Blackboard's gradebook: assignment, user name, the word attempt, time of the attempt, name of the file."""
BRIGHTSPACE = re.compile(r"(?P<id>\d+-\d+) ?- (?P<name>.+?) ?- (?P<when>[^-]*\b\d{4}\b[^-]*?)(?: ?- (?P<rest>.*))?")
"""Brightspace's assignments: two numbers, name, time; as a folder or before the file's name."""

EXTENSION = re.compile(r"(?i)\.ipynb.*$")
COPY = re.compile(
    r"(?i)^(?:copy(?: \(\d+\))? of |(?:복)?사본[ _-]+)"
    r"|(?:의 사본|[ _]+-[ _]+(?:copy|kopie)|[ _]+(?:copy|kopie)|-copy(?=\d)|-copy$|[ _-]+복?사본)"
    r"(?:[ _]?\d+| \(\d+\))?$"
    r"|[ _]*\((?:another |\d+(?:st|nd|rd|th) )?(?:copy|kopie)(?: \d+)?\)$"
    r"|[ _]*\((?:(?:또 )?다른 |\d+번째 )?복?사본(?: \d+)?\)$"
    r"|[ _]*\(\d{1,2}\)$|(?<=\S) \d{1,2}$"
)
"""What Jupyter, browsers, Windows, macOS, GNOME and Google Drive add to a copy's name, in English and Korean."""
OWN_COPY = re.compile(r"Copy\d+")
"""What Jupyter adds: a copy that a learner made. The other marks may be made where two files of one name meet."""

COUNTED = re.compile(r"(?i)(?:week|lesson|day|ps|hw|homework|assignment|exercises?|과제|실습)[ _-]*\d+|\d+ ?주차")
PLAIN = re.compile(
    r"(?i)exercises?|notebooks?|(?:.*[ _-])?(?:submissions?|downloads?)(?: \(\d+\))?|submitted|homeworks?|assignments?"
    r"|aufgaben|files?|과제물?|제출물?|다운로드|(?:attempt|시도|제출)[ _-]*\d+"
)
SECTION_AND_WORK = re.compile(
    r"(?i)(?:.+[ _-])(?:submissions?|downloads?)(?: \(\d+\))?|(?:submissions?|downloads?) \(\d+\)|day[ _-]*\d+"
)
"""Of these names those that may tell a section, too: `Class A submissions`, what two sections downloaded, `Day 1`."""
SECTION = re.compile(
    r"(?i)(?:class|section|sec|course|분반|수업)(?:[ _-]+\w{1,3}|\d{1,3})|\w{1,3}[ _-]class"
    r"|(?:\d{1,2}|[^\W\d_])[ _-]?분?반"
)
NUMBERED = re.compile(r"\d{1,2}|[^\W\d_]")
"""A folder that may as well be a section of the class as a learner."""
TELLS_WORK = re.compile(
    rf"(?i)(?:{COUNTED.pattern[4:]})(?![^\W_]).*"
    r"|(?:too[ _-]?)?late(?:[ _-]?(?:comers?|work|ones?|submissions?|hand[ _-]?ins?))?|delayed|overdue|extensions?"
    r"|hand[ _-]?ins?|uploads?|inbox|others?|rest|misc|extra|unsorted|re-?submi(?:ssions?|tted)|make-?ups?|retakes?"
    r"|(?:\d(?:st|nd|rd|th)|first|second|third|last)[ _-](?:attempts?|tr(?:y|ies))"
    r"|지각(?:생|자|[ _-]?제출)?|늦은[ _-]?제출|추가[ _-]?제출|재[ _-]?제출|기타|나머지"
)
"""What a folder is called that holds the work of several: of a lesson, of latecomers. It names nobody."""
NOTHING = (
    r"final|done|solved|solutions?|answers?|homework|hw|assignment|exercises?|notebook|untitled|draft|copy|ipynb"
    r"|submission|submitted|backup|bak|new|old|my|mine|ex|edit(?:ed)?|updated?|revis(?:ed|ion)|rev|ver|version"
    r"|fix(?:ed)?|finished|completed?|latest|last|try|attempt|test|temp|tmp|work|file|hand-?in|hand|turnin|upload"
    r"|student|name|first|surname|user|number|no|id|jupyter|lab|practice|task|lesson|week|kopie|really|real"
    r"|mid|exam|term|과제물?|제출[물용본]?|최*최종본?|완료본?|완성본?|답안|정답|풀이|실습|연습|문제|수정본?|복사본?"
    r"|사본|백업|원본|임시|저장|새파일|새로운?|파일|노트북|진짜|찐|마지막|학번|이름|성명|성함|학생|숙제|기말|중간|시험|주차|제목없음"
)
SAYS_NOTHING = re.compile(rf"(?i)(?:{NOTHING})+\d{{0,2}}|v?\d{{1,2}}|\d(?:st|nd|rd|th)")
"""A word of a file's name, or some in one, that people add to tell versions apart, or left as the teacher wrote it."""


def form_of(name: str) -> PlatformName | None:
    """What a learning platform wrote into the name of a file or folder; None where it has no form of theirs."""
    name = unicodedata.normalize("NFC", name)
    if found := MOODLE.fullmatch(name):
        return PlatformName("Moodle", found["name"], found["id"], rest=found["rest"])
    if found := BLACKBOARD.fullmatch(name):
        # Where there are several underscores, nobody can say where the assignment ends and the user's name begins.
        words = found["name"].split("_")
        return PlatformName(
            "Blackboard", words[1] if len(words) == 2 else found["name"], "", found["when"], found["rest"] or ""
        )
    if found := BRIGHTSPACE.fullmatch(name):
        return PlatformName("Brightspace", found["name"], found["id"], _sortable(found["when"]), found["rest"] or "")
    if found := CANVAS.fullmatch(name):
        learner, number = (found["name"], found["id"]) if found["id"] else (found["anonymous"], "")
        return PlatformName("Canvas", learner, number, found["when"].zfill(24), found["rest"])
    return None


def _sortable(when: str) -> str:
    """Brightspace's time as one that sorts; "" where it is written in another way than the English one."""
    with suppress(ValueError):
        return datetime.strptime(when, "%b %d, %Y %I%M %p").isoformat()
    return ""


def is_work(folder: str, course: Iterable[str]) -> bool:
    """Whether the name of a folder tells what is in it rather than who: `exercises`, `week 3`, a name of the course."""
    return is_plain(folder, course) or bool(COUNTED.fullmatch(unicodedata.normalize("NFC", folder)))


def is_plain(folder: str, course: Iterable[str]) -> bool:
    """Whether it does so without a number: two of these in a learner's folder are no two learners."""
    return bool(PLAIN.fullmatch(unicodedata.normalize("NFC", folder))) or folder in set(course)


def may_be_section(folder: str) -> bool:
    """Whether the name of a folder that tells what is in it may tell a section of the class as well."""
    return bool(SECTION_AND_WORK.fullmatch(unicodedata.normalize("NFC", folder)))


def tells_work(folder: str, stems: Iterable[str]) -> bool:
    """Whether a folder's name tells which work is in it, or when it came, so that it names nobody.

    stems: the names of the course's exercises: a folder may be called by words of one.
    """
    folder = unicodedata.normalize("NFC", folder).strip()
    words = {word.rstrip("s") for word in re.split(r"[\W_]+", folder.lower()) if word and not word.isdigit()}
    of_course = {word.rstrip("s") for stem in stems for word in stem.lower().split("_")[1:]}
    return bool(TELLS_WORK.fullmatch(folder)) or (bool(words) and words <= of_course)


def name_in_file(file: str, stems: Iterable[str], lessons: Iterable[str]) -> tuple[str, str]:
    """The learner's name in the name of a file, and the mark of a copy; ("", mark) where it names nobody.

    stems: the names of the course's exercises. lessons: the numbers of those that the notebook is about: a number of
    two digits is taken for a lesson's only where it is one of these.
    """
    rest, mark = EXTENSION.sub("", unicodedata.normalize("NFC", file)), ""
    while found := COPY.search(rest):
        mark, rest = f"{mark} {found[0].strip(' _-')}".strip(), rest[: found.start()] + rest[found.end() :]
    bare = without_exercise(rest, stems, lessons).strip(" _-.()")
    about = [] if any(stem in rest for stem in stems) else _about(stems, lessons)
    nothing = {word for stem in about for word in stem.split("_")[1:] if len(word) > 1}
    words = re.split(r"[\W_]+", bare)
    told = any(word and word.lower() not in nothing and not SAYS_NOTHING.fullmatch(word) for word in words)
    return (bare if told else ""), mark


def without_exercise(name: str, stems: Iterable[str], lessons: Iterable[str], put: str = "") -> str:
    """A name with `put` in the place of the exercise's: its whole name, or its number and words of it behind that.

    stems: the names of the exercises. lessons: the numbers of those that the notebook is about.
    """
    if stem := max((stem for stem in stems if stem in name), key=len, default=""):
        return name.replace(stem, put, 1)
    for stem in _about(stems, lessons):
        number, *words = stem.split("_")
        pattern = rf"(?i)(?<![^\W_]){number}(?:[ _-]+(?:{'|'.join(words)}))*(?![^\W_])"
        name = re.sub(pattern, lambda _: put, name, count=1)
    return name


def _about(stems: Iterable[str], lessons: Iterable[str]) -> list[str]:
    numbers = set(lessons)
    return [stem for stem in stems if stem.partition("_")[0] in numbers]
