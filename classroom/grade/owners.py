"""Whose each notebook is. Two are put together only where nothing speaks against it; else each stands by itself.

What a learner named (a file, a folder in what they sent) counts only inside of what the teacher or the platform named:
nobody can name a file so that it becomes somebody else's.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count, takewhile
from pathlib import Path

from classroom.grade.looks import as_seen
from classroom.grade.names import (
    NUMBERED,
    OWN_COPY,
    SECTION,
    form_of,
    is_plain,
    is_work,
    may_be_section,
    name_in_file,
    tells_work,
)
from classroom.grade.pattern import NOT_READ, Names

Key = tuple[str, ...]
INNER = {"folder": 1, "form": 3, "file": 2}
"""How many parts of a key stand behind the folder that the learner's is in, by its kind."""
FEW = 3
"""Learners, from which on they are called without the folder that holds all of them."""
NOT_RECOGNISED = "name not recognised: shown by its path"


@dataclass(frozen=True, slots=True)
class Found:
    """A notebook.

    below: its path below the folder of the submissions.
    lessons: the numbers of the lessons whose tasks it names; "?" where it cannot be read.
    """

    below: Path
    lessons: frozenset[str]


@dataclass(frozen=True, slots=True)
class Owner:
    """Who handed a notebook in.

    key: equal for what belongs to one learner. labels: what to call them, the shortest first.
    how: what it was read from. when: sorts attempts; "" where nothing tells.
    place: the learner's own folder, below that of the submissions; None where only the file's name says who it is.
    sure: whether nothing in the names of files speaks against this folder, and it holds no crowd of the same lesson.
    """

    key: Key
    labels: tuple[str, ...]
    how: str
    place: Path | None = None
    sure: bool = True
    when: str = ""


def owners(
    found: Sequence[Found], stems: Iterable[str], course: Iterable[str], names: Names | None
) -> dict[Path, Owner]:
    """Who handed in each notebook, by its path.

    stems: the names of the exercises. course: these and the names of the course's projects.
    names: the teacher's pattern, which is then the only thing that is read; None where there is none.
    """
    known, words = tuple(stems), frozenset(course)
    if names:
        return _apart(found, {each.below: _by_pattern(each, names, known, words) for each in found}, words)
    read: dict[Path, Owner | None] = {each.below: by_form(each.below, words) for each in found}
    by_folder: dict[tuple[str, ...], list[Found]] = defaultdict(list)
    for each in found:
        by_folder[identity(each.below.parent, words)].append(each)
    for folder, here in by_folder.items():
        plain = [each for each in here if read[each.below] is None]
        forms = {owner.key for each in here if (owner := read[each.below]) and owner.place is None}
        read.update(_in_folder(folder, plain, forms, known, words, alone=len(by_folder) == 1))
    return _apart(found, {each.below: read[each.below] or _by_path(each.below) for each in found}, words)


def _in_folder(
    folder: Key, plain: Sequence[Found], forms: set[Key], stems: tuple[str, ...], course: frozenset[str], *, alone: bool
) -> dict[Path, Owner]:
    """The owners of the notebooks of one folder that have no platform's form: the folder's, or each by its own name.

    folder: its `identity`. forms: whose the others in it are. alone: whether all notebooks are in this folder.
    """
    said = {each.below: name_in_file(each.below.name, stems, each.lessons) for each in plain}
    ours = [each for each in plain if each.lessons]  # a notebook without tasks says nothing of whose the folder is
    unnamed = [each for each in ours if not said[each.below][0]]
    people = forms | {(name,) for each in ours if (name := said[each.below][0]) and name not in folder[-1:]}
    taken = {lesson for each in unnamed for lesson in each.lessons}
    sent = [each for each in unnamed if not OWN_COPY.fullmatch(said[each.below][1])]
    lessons = Counter((lesson, each.below.parent) for each in sent for lesson in each.lessons)
    crowd = max(lessons.values(), default=0) > (1 if alone else 2)
    # One file of another name among several is a learner's odd copy; beside one only, it may be another learner's.
    section = not folder or SECTION.fullmatch(folder[-1]) or len(people) > 1 or (people and len(unnamed) == 1)
    about_work = folder and (tells_work(folder[-1], stems) or (people and NUMBERED.fullmatch(folder[-1])))
    read = {}
    for each in plain:
        name, mark = said[each.below]
        if not (section or about_work) and (not name or name in folder[-1:] or not each.lessons & taken):
            labels = (_under(folder[:-1], folder[-1]), "/".join(folder))
            place = trimmed(each.below.parent, course)
            sure = not people and not crowd
            read[each.below] = Owner(("folder", *folder), labels, "from the folder name", place, sure)
        elif name:
            marked = f"{name} ({mark.strip('()')})" if mark else name
            outside = around(each.below.parent, course)
            names = (_under(outside, name), _under(outside, marked), "/".join((*outside, marked)))
            read[each.below] = Owner(("file", *outside, name, mark), names, "from the file name")
    return read


def _by_pattern(each: Found, names: Names, stems: tuple[str, ...], course: frozenset[str]) -> Owner:
    reading = names.read(each.below, stems, each.lessons)
    if reading is None:
        return _by_path(each.below, NOT_READ)
    said = reading.values
    name, number, section = said.get("name", ""), said.get("id", ""), said.get("section", "")
    short = name or number
    whole = f"{name} ({number})" if name and number else short
    # Without an id, the same name in another folder may be another learner's.
    folder = () if number else around((reading.place or each.below).parent, course)
    labels = (short, whole, f"{section}/{whole}" if section else "/".join((*folder, whole)))
    kind = "names" if number or reading.place else "file"
    return Owner((kind, *folder, section, name, number), labels, "by --names", reading.place)


def by_form(below: Path, course: frozenset[str]) -> Owner | None:
    """The owner that a platform's form names. The outermost counts: what is further in was named by the learner."""
    for depth, part in enumerate(below.parts, start=1):
        if form := form_of(part):
            outside = Path(*below.parts[: depth - 1])
            folder = identity(outside, course) if form.id else around(outside, course)
            whole = f"{form.name} ({form.id})" if form.id else form.name
            return Owner(
                ("form", *folder, form.system, form.name, form.id),
                (_under(folder, form.name), _under(folder, whole), "/".join((*folder, whole))),
                f"by {form.system}'s form",
                Path(*below.parts[:depth]) if depth < len(below.parts) else None,
                when=form.when,
            )
    return None


def _under(folder: tuple[str, ...], name: str) -> str:
    """A name with the folders that it is in, save sections of the class: another learner may have made them."""
    return "/".join((*(part for part in folder if not SECTION.fullmatch(part) and not may_be_section(part)), name))


def _by_path(below: Path, how: str = NOT_RECOGNISED) -> Owner:
    return Owner(("path", below.as_posix()), (below.as_posix(),), how)


def _apart(found: Sequence[Found], read: dict[Path, Owner], course: frozenset[str]) -> dict[Path, Owner]:
    """Take apart what was put together although the same lesson is there twice, and nothing tells that it was one
    learner's second attempt."""
    together: dict[Key, list[Found]] = defaultdict(list)
    for each in found:
        together[read[each.below].key].append(each)
    for key, files in together.items():
        spelled = {each.below: _spelling(read[each.below], each.below, course) for each in files}
        if key[0] == "form" and _sent_alike([each.below for each in files if read[each.below].place is None]):
            spelled = {each.below: each.below.as_posix() for each in files}
        if not _twice((lesson, spelled[each.below]) for each in files for lesson in each.lessons):
            continue
        for each in files:
            owner, apart = read[each.below], spelled[each.below]
            doubtful = not owner.sure or NUMBERED.fullmatch(key[-1])
            how = (
                NOT_RECOGNISED if doubtful else f"{owner.how}, which others of this lesson have too: shown by its path"
            )
            read[each.below] = replace(owner, key=(*key, apart), labels=(apart,), how=how)
    return read


def _spelling(owner: Owner, below: Path, course: frozenset[str]) -> str:
    """What has to be the same of two paths, so that two notebooks of one lesson are attempts of one learner."""
    kind, *_, last = owner.key
    if kind == "file" or (kind == "folder" and (NUMBERED.fullmatch(last) or not owner.sure)):
        return below.as_posix()
    if kind == "folder":
        folder = below.parent
        while folder.parts and is_plain(folder.name, course):
            folder = folder.parent
        return folder.as_posix()
    return ""


def _sent_alike(paths: Sequence[Path]) -> bool:
    """Whether Canvas's names of one learner's files end alike: it numbers a second file of the same name, `03-1.ipynb`,
    so these numbers are something else than Canvas's."""
    forms = [form for below in paths if (form := form_of(below.name)) and form.system == "Canvas"]
    return len({form.rest for form in forms}) < len(forms)


def _twice(pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether a lesson comes with two spellings."""
    return max(Counter(lesson for lesson, _ in set(pairs)).values(), default=0) > 1


def identity(folder: Path, course: Iterable[str]) -> tuple[str, ...]:
    """The parts of a learner's folder's path that may name a learner or a section, spelled alike on every system."""
    return around(trimmed(folder, course), course)


def around(folder: Path, course: Iterable[str]) -> tuple[str, ...]:
    """The same for a folder that learners are in: `Class A submissions` may be a section where somebody is in it."""
    kept = (part for part in folder.parts if not is_work(part, course) or may_be_section(part))
    return tuple(unicodedata.normalize("NFC", part) for part in kept)


def trimmed(folder: Path, course: Iterable[str]) -> Path:
    """A folder without those at its end that tell what is in them rather than who."""
    while folder.parts and is_work(folder.name, course):
        folder = folder.parent
    return folder


def called(read: dict[Path, Owner]) -> dict[Key, str]:
    """What to call each owner, by key: the shortest of their labels that no other has."""
    labels = {owner.key: (*owner.labels, below.as_posix()) for below, owner in reversed(read.items())}
    if len(labels) >= FEW:  # the folder that all are in says nothing of anybody
        within = [key[1 : -INNER[key[0]]] for key in labels if key[0] in INNER]
        shared = takewhile(lambda parts: len(set(parts)) == 1, zip(*within, strict=False))
        around = _under(tuple(parts[0] for parts in shared), "")
        labels = {key: (each[0].removeprefix(around), *each) for key, each in labels.items()}
    short = dict.fromkeys(labels, 0)
    while True:
        shown = {key: as_seen(labels[key][at]) for key, at in short.items()}
        alike = Counter(shown.values())
        again = [key for key, at in short.items() if alike[shown[key]] > 1 and at + 1 < len(labels[key])]
        if not again:
            break
        for key in again:
            short[key] += 1
    for label in [label for label, number in alike.items() if number > 1]:  # spelled alike to the eye only
        numbered = (each for number in count(1) if (each := f"{label} [{number}]") not in alike)
        shown |= zip([key for key in shown if shown[key] == label], numbered, strict=False)
    return shown
