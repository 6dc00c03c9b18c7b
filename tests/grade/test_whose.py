"""Whose each hand-in is: read from the names that platforms, systems and people give, and never guessed."""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest

from classroom.check import catalogue
from classroom.check.task import ProjectTask
from classroom.command import grade as command
from classroom.grade import report
from classroom.grade.find import find
from classroom.grade.names import form_of
from classroom.grade.pattern import BadPattern, Names
from classroom.grade.projects import NoProject, project_of
from classroom.grade.submission import Row, Submission
from classroom.paths import ROOT

STEMS = [lesson.stem for lesson in catalogue.lessons()]
PROJECTS = {task.project for each in catalogue.lessons() for task in each.tasks if isinstance(task, ProjectTask)}
S03, S04, S10 = (next(stem for stem in STEMS if stem.startswith(number)) for number in ("03", "04", "10"))


def put(folder: Path, *paths: str) -> Path:
    """Notebooks and projects: a path that ends with / is a project's; `|` behind a notebook's names its lesson."""
    for path in paths:
        name, _, lesson = path.partition("|")
        place = folder / name
        if name.endswith("/"):
            place.mkdir(parents=True, exist_ok=True)
            (place / "manage.py").touch()
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        number = lesson or next((stem[:2] for stem in STEMS if stem in unicodedata.normalize("NFC", name)), "03")
        cell = {"cell_type": "code", "source": f'exercise("{number}.1").check(answer)'}
        place.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    return folder


def found(folder: Path, names: str = "") -> dict[str, Submission]:
    return {each.name: each for each in find(folder, STEMS, Names(names) if names else None, PROJECTS)}


def learners(folder: Path, names: str = "") -> dict[str, str]:
    return {name: each.learner for name, each in found(folder, names).items()}


# A class

FOLDER, FILE, PATH = "from the folder name", "from the file name", "name not recognised: shown by its path"
NFD = unicodedata.normalize("NFD", "최서연")
LAST, TOLD_NOT = "2 of 2, the last", "do not tell"
FORMS = {
    ("Canvas", "canvas download"): [  # name, LATE, user, file
        (f"leesujin_41001_90001_{S03}.ipynb", "leesujin", "1 of 2"),
        (f"leesujin_41001_90044_{S03}-1.ipynb", "leesujin", LAST),
        ("kimminsu_LATE_41002_90002_my answer.ipynb", "kimminsu (41002)", ""),
        (f"kimminsu_41003_90003_{S03}-2.ipynb", "kimminsu (41003)", ""),
        ("박지민_41004_90004_03_cookies.ipynb", "박지민", ""),
        (f"anon_x7Fq2_90005_{S03}.ipynb", "anon_x7Fq2", ""),
    ],
    ("Moodle", "Cookies-123 submissions"): [
        (f"Kim Minsu_7001_assignsubmission_file_/{S10}.ipynb", "Kim Minsu (7001)", ""),
        (f"Kim Minsu_7002_assignsubmission_file_/{S10}.ipynb", "Kim Minsu (7002)", ""),
        ("Participant_7003_assignsubmission_file_/exercises/x.ipynb|10", "Participant", ""),
        ("O'Neill Mary-Jane_7004_assignsubmission_file_/a_b_c.ipynb", "O'Neill Mary-Jane", ""),
        (f"정하늘_8001_assignsubmission_file_{S03}.ipynb", "정하늘", TOLD_NOT),  # not in folders
        ("정하늘_8001_assignsubmission_file_second.ipynb", "정하늘", TOLD_NOT),
    ],
    ("Blackboard", "gradebook"): [
        (f"Cookies_ljs_attempt_2026-11-20-10-11-12_{S03}.ipynb", "gradebook/ljs", "1 of 2"),
        (f"Cookies_ljs_attempt_2026-11-21-10-11-12_{S03}.ipynb", "gradebook/ljs", LAST),
        ("HW_a_kim_attempt_2026-11-20-10-11-12_x.ipynb", "gradebook/HW_a_kim", ""),
        ("HW_b_kim_attempt_2026-11-20-10-11-12_x.ipynb", "gradebook/HW_b_kim", ""),
    ],
    ("Brightspace", "week 5"): [
        (f"3978-640 - Aiden Ro - Oct 10, 2026 938 AM/{S03}.ipynb", "Aiden Ro", "1 of 2"),
        (f"3978-640 - Aiden Ro - Oct 10, 2026 1022 AM/{S03}.ipynb", "Aiden Ro", LAST),
        (f"3979-640 - Han Sol- Oct 9, 2026 1104 PM - {S03}.ipynb", "Han Sol", ""),
    ],
}
PLAIN = [
    (f"canvas download/{S03}.ipynb", f"canvas download/{S03}.ipynb", PATH, ""),
    # nbgrader
    (f"submitted/bitdiddle/{S03}/{S03}.ipynb", "bitdiddle", FOLDER, ""),
    (f"submitted/bitdiddle/{S04}/{S04}.ipynb", "bitdiddle", FOLDER, ""),
    (f"submitted/20231234/{S03}/{S03}.ipynb", "20231234", FOLDER, ""),
    (f"submitted/20231235/{S03}/{S03}.ipynb", "20231235", FOLDER, ""),
    # folders that a teacher made, and sections of the class
    (f"Copy/exercises/{S03}.ipynb", "Copy", FOLDER, ""),
    (f"반기문/{S03}.ipynb", "반기문", FOLDER, TOLD_NOT),
    (f"반기문/{S03} - 복사본.ipynb", "반기문", FOLDER, TOLD_NOT),
    (f"week 3/Anna Lee/{S03}.ipynb", "Anna Lee", FOLDER, ""),
    (f"week 4/Anna Lee/{S04}.ipynb", "Anna Lee", FOLDER, ""),
    (f"week 3/{NFD}/{S03}.ipynb", "최서연", FOLDER, ""),
    (f"week 4/최서연/{S04}.ipynb", "최서연", FOLDER, ""),
    (f"1분반/유나/{S03}.ipynb", "1분반/유나", FOLDER, ""),
    (f"2분반/유나/{S03}.ipynb", "2분반/유나", FOLDER, ""),
    (f"class a/{S03}_jun.ipynb", "jun", FILE, ""),
    # what a shared folder holds
    (f"drive/Copy of {S03}.ipynb", f"drive/Copy of {S03}.ipynb", PATH, ""),
    (f"drive/{S03}의 사본.ipynb", f"drive/{S03}의 사본.ipynb", PATH, ""),
    (f"drive/R2D2 - {S03}.ipynb.txt", "drive/R2D2", FILE, ""),
    ("drive/bob-03.ipynb", "drive/bob", FILE, ""),
    ("drive/bob-03 (1).ipynb", "drive/bob (1)", FILE, ""),
    ("drive/bob-05.ipynb|03", "drive/bob-05", FILE, ""),
    ("drive/Untitled1.ipynb", "drive/Untitled1.ipynb", PATH, ""),
]
CLASS = PLAIN + [
    (f"{place}/{path}", learner, f"by {system}'s form", attempt)
    for (system, place), files in FORMS.items()
    for path, learner, attempt in files
]
BESIDE = {
    "Cookies-123 submissions/Kim Minsu_7001_assignsubmission_file_/workshop/": "Kim Minsu (7001)",
    "Cookies-123 submissions/Participant_7003_assignsubmission_file_/exercises/workshop/": "Participant",
    "Cookies-123 submissions/Nobody Here_7009_assignsubmission_file_/workshop/": None,
    "canvas download/workshop/": None,
    "drive/workshop/": None,
    "Copy/exercises/workshop/": "Copy",
    "반기문/files/my project/workshop/": "반기문",
    "1분반/someone else/workshop/": None,
    "class a/someone else/workshop/": None,
}
"""Projects, and who each is judged for."""


def test_a_class_of_forty_under_the_names_that_they_come_with(tmp_path: Path) -> None:
    assert len(CLASS) >= 40
    put(tmp_path, *(path for path, *_ in CLASS), *BESIDE)
    submissions = found(tmp_path)
    expected = {path.partition("|")[0]: rest for path, *rest in CLASS}
    assert {name: [each.learner, each.how] for name, each in submissions.items()} == {
        name: rest[:2] for name, rest in expected.items()
    }
    for name, (_, _, attempt) in expected.items():
        assert attempt in submissions[name].attempt and bool(attempt) == bool(submissions[name].attempt), name
    for project, learner in BESIDE.items():
        judged_for = {name for name, each in submissions.items() if tmp_path / project in each.projects}
        assert judged_for == {name for name, each in submissions.items() if each.learner == learner}, project

    rows = [
        Row(each.name, each.learner, S10, "10.1", "missing", how=each.how, attempt=each.attempt)
        for each in submissions.values()
    ]
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(str(report.as_page(rows)))
    told = {}
    for line in tree.iter("tr"):
        cells = ["".join(cell.itertext()) for cell in line]
        if len(cells) == 4 and cells[1] in submissions:
            told[cells[1]] = cells
    assert told == {name: [each.learner, name, each.how, each.attempt] for name, each in submissions.items()}
    assert f"{S03} - 복사본.ipynb (03: one of 2" in "".join(tree.itertext())
    table = list(csv.DictReader(report.as_table(rows).splitlines()))
    assert {row["file"]: [row["read"], row["attempt"]] for row in table} == {
        name: [each.how, each.attempt] for name, each in submissions.items()
    }


# What could mean two


@pytest.mark.parametrize(
    "paths",
    [
        (f"20231234/{S03}.ipynb", f"20235678/{S03}.ipynb"),  # numbers are names, too
        (f"1/{S03}.ipynb", f"2/{S03}.ipynb"),
        (f"1/{S03}.ipynb", f"1/{S03} (1).ipynb"),  # a section, perhaps
        (f"class a/kim/{S03}.ipynb", f"class a/lee/{S04}.ipynb"),
        (f"class a/kim/{S03}.ipynb", f"class b/kim/{S03}.ipynb"),
        (f"group 1/kim/{S03}.ipynb", f"group 2/kim/{S04}.ipynb"),
        (f"Class A submissions/kim/{S03}.ipynb", f"Class B submissions/kim/{S04}.ipynb"),
        (f"Class A submissions/{S03}_kim.ipynb", f"Class B submissions/{S04}_kim.ipynb"),
        (f"submissions/kim/{S03}.ipynb", f"submissions (1)/kim/{S04}.ipynb"),
        (f"A_downloads/HW_kim_attempt_2026-11-20-10-11-12_{S03}.ipynb",
         f"B_downloads/HW_kim_attempt_2026-11-20-10-11-12_{S04}.ipynb"),
        (f"Day 1/kim/{S03}.ipynb", f"Day 2/kim/{S04}.ipynb"),
        (f"day1/exercises/{S03} kim.ipynb", f"day2/exercises/{S04} kim.ipynb"),
        (f"hand-ins/{S03}_kim.ipynb", f"hand-ins/{S04}_lee.ipynb"),
        (f"hand-ins/{S03}_kim.ipynb", f"hand-ins/{S04}.ipynb"),
        (f"{S03}.ipynb", f"{S03} (1).ipynb"),  # two empty guesses
        (f"{S03}.ipynb", f"{S04}.ipynb"),
        ("Untitled.ipynb", "final.ipynb|04"),
        ("kim_2026_20231111_03.ipynb", "kim_2026_20235678_04.ipynb|04"),  # a year and a number, not Canvas's
        ("kim_101_20231111_03.ipynb", "kim_101_20235678_04.ipynb|04"),
        ("kim_20261015_20231111_03.ipynb", "kim_20261015_20235678_04.ipynb|04"),
        (f"kim_240315_20231111_{S03}.ipynb", f"kim_240315_20235678_{S03}.ipynb"),
        ("jun-03.ipynb", "jun-04.ipynb"),  # lesson 03 both: so 04 is no lesson
        (f"{S03}_kim 1.ipynb", f"{S04}_kim 2.ipynb"),
        (f"HW_x_kim_attempt_2026-11-20-10-11-12_{S03}.ipynb", f"HW_y_kim_attempt_2026-11-20-10-11-12_{S04}.ipynb"),
        (f"x/ps1/{S03}.ipynb", f"x/ps2/{S03}.ipynb"),
        (f"Bob/kimminsu_41002_90002_{S03}.ipynb", f"kimminsu_41002_90003_{S03}.ipynb"),  # Bob named his file so
        (f"Bob/Kim_71_assignsubmission_file_/{S03}.ipynb", f"Kim_71_assignsubmission_file_/{S04}.ipynb"),
        (f"B_1_assignsubmission_file_K_7_assignsubmission_file_{S03}.ipynb", f"K_7_assignsubmission_file_{S04}.ipynb"),
        (f"B_1_assignsubmission_file_/K_7_assignsubmission_file_/{S03}.ipynb", "K_7_assignsubmission_file_/x.ipynb"),
    ],
)  # fmt: skip
def test_two_that_may_be_two_learners_stay_two(paths: tuple[str, str], tmp_path: Path) -> None:
    names = learners(put(tmp_path, *paths))
    assert len(names) == 2 and len(set(names.values())) == 2, names


def test_a_crowd_without_names_in_one_folder_is_nobody(tmp_path: Path) -> None:
    put(tmp_path / "a", f"hand-ins/{S03}.ipynb", f"hand-ins/{S03} (1).ipynb")  # all that there is
    put(tmp_path / "b", "kim/x.ipynb", *(f"hand-ins/{S03} ({number}).ipynb" for number in range(1, 4)))
    put(tmp_path / "c", f"kim/{S03}.ipynb", f"kim/{S04}.ipynb", "kim/lee.ipynb|03")
    assert len(set(learners(tmp_path / "a").values())) == 2
    assert len(set(learners(tmp_path / "b").values())) == 4
    assert learners(tmp_path / "c")["kim/lee.ipynb"] == "kim/lee"


@pytest.mark.parametrize(
    "folder",
    [
        "07", "7", "07 - sessions", "7. the life of a session", "Lesson 7 - sessions",
        "HW3_cookies", "3주차 과제", "A", "late",
        "Late submissions", "latecomers", "지각", "지각 제출", "hand-ins", "2nd attempt",
        "others", "기타", "추가제출", "cookies",
    ],
)  # fmt: skip
def test_a_folder_that_says_what_is_in_it_is_no_learner_where_the_file_names_one(folder: str, tmp_path: Path) -> None:
    for file, name in (("Kim Minsu.ipynb", "Kim Minsu"), ("20261236.ipynb", "20261236"), (f"{S10}_Lee.ipynb", "Lee")):
        (each,) = found(put(tmp_path / name, f"{folder}/{file}"), "").values()
        assert (each.learner.rpartition("/")[2], each.how) == (name, FILE)


@pytest.mark.parametrize("folder", ["late", "Lesson 7 - sessions", "지각", "07 - sessions"])
def test_a_folder_that_says_what_is_in_it_is_nobody(folder: str, tmp_path: Path) -> None:
    names = learners(put(tmp_path, f"{folder}/{S03}.ipynb", f"{folder}/{S04}.ipynb", f"Kim/{S03}.ipynb"))
    assert names == {f"{folder}/{S03}.ipynb": f"{folder}/{S03}.ipynb", f"{folder}/{S04}.ipynb": f"{folder}/{S04}.ipynb",
                     f"Kim/{S03}.ipynb": "Kim"}  # fmt: skip


@pytest.mark.parametrize(
    "folder", ["07 김민수", "Kim 7", "Lesley", "Day", "Weeks Anna", "Other Lee", "Newman", "7 Eleven"]
)
def test_a_folder_that_may_be_a_name_is_a_learner(folder: str, tmp_path: Path) -> None:
    assert set(learners(put(tmp_path, f"{folder}/second thoughts.ipynb", f"x/{S10}.ipynb")).values()) == {folder, "x"}


@pytest.mark.parametrize(
    "said",
    [
        "_backup", "_new", "_my", "_수정본", "_최종본", "_학번_이름", " (another copy)", " (복사본)", " (3rd copy)",
        "_복사", "_ex",
        " (copy)", " (copy 2)", " (21st copy)", " (다른 복사본)", " (3번째 복사본)", " (또 다른 사본)",
        " - Kopie (2)",
        "_old", "_FINAL2", "_final_final", "_mynotebook", "-edited", "_v1.2", "_rev3",
        "_최최종", "_진짜최종", "_최종_수정", "_완성본",
        "_제출용", "_과제3", "_name", "_student id", "_lastname_firstname", "_bak", "_test", "_finished",
        "_latest", "_ex07", "_기말",
    ],
)  # fmt: skip
def test_words_that_say_nothing_put_nobody_together(said: str, tmp_path: Path) -> None:
    put(tmp_path / "in", f"07{said}.ipynb|07", f"08{said}.ipynb|08", f"{S10}{said}.ipynb")
    names = learners(tmp_path / "in")
    assert all(name == learner for name, learner in names.items()), names
    put(tmp_path / "names", f"07_Kim{said}.ipynb|07", f"07_Lee{said}.ipynb|07")
    assert len({learner for learner in learners(tmp_path / "names").values() if not learner.endswith(".ipynb")}) == 2


def test_names_with_words_in_them_that_say_nothing_are_names(tmp_path: Path) -> None:
    names = [
        "Newman",
        "Tess",
        "Myung-Soo",
        "Oldřich",
        "Exa Lee",
        "최종현",
        "이새롬",
        "Ida",
        "Alex",
        "Max",
        "Kim Solo",
        "Lastra",
    ]
    called = learners(put(tmp_path, *(f"{S10}_{name}.ipynb" for name in names)))
    assert set(called.values()) == {unicodedata.normalize("NFC", name) for name in names}


def test_names_that_look_alike_are_told_apart(tmp_path: Path) -> None:
    put(tmp_path, f"{S03}_최서연.ipynb", f"{S03}_{NFD}.ipynb")
    names = sorted(learners(tmp_path).values())
    if len(names) == 1:
        pytest.skip("this file system takes both for one name")
    assert names == [f"{S03}_최서연.ipynb [1]", f"{S03}_최서연.ipynb [2]"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José", unicodedata.normalize("NFD", "José") + " "), ("Kim Su", "Kim  Su"), ("Kim Su", "Kim\u00a0Su"),
        ("Kim", "Kim\u200b"),
        ("Kim", "K\u200bim"), ("Kim", "\u2060Kim"), ("Kim", "Ki\u00adm"), ("Kim", "Kim\u3164"), ("김", "김\ufe0f"),
        ("Kim", "Kim\x7f"),
        ("Kim", "Kim\u202e"), ("Kim", "Kim\u3000"),
    ],
)  # fmt: skip
def test_no_two_learners_are_called_alike_in_the_table(one: str, other: str, tmp_path: Path) -> None:
    paths = [f"{name}/{lesson}.ipynb" for name in (one, other) for lesson in (S03, S04)]
    names = learners(put(tmp_path, *paths, f"{one} [1]/{S03}.ipynb"))
    if len(names) < 5:
        pytest.skip("this file system takes both for one name")
    rows = [Row(name, learner, S03, "03.1", "missing") for name, learner in names.items()]
    table = csv.DictReader(report.as_table(rows).splitlines())
    assert len({row["learner"] for row in table}) == 3
    assert all(
        learner.isprintable() and "  " not in learner and learner.strip() == learner for learner in names.values()
    )


def test_one_learner_stays_one(tmp_path: Path) -> None:
    for number, paths in enumerate([
        (f"kim/{S03}.ipynb", f"kim/exercises/{S04}.ipynb", f"kim/{S10}-Copy1.ipynb", "kim/second try.ipynb|05"),
        (f"kim/{S03}.ipynb", f"kim/{S03}-Copy1.ipynb", f"kim/{S03}-Copy2.ipynb"),
        (f"kim/day 1/{S03}.ipynb", f"kim/day 2/{S04}.ipynb", f"kim/my submissions/{S10}.ipynb"),
        (f"kim/attempt 1/{S03}.ipynb", f"kim/attempt 2/{S03}.ipynb"),
        (f"kim/week 1/{S03}.ipynb", f"kim/week 2/{S04}.ipynb"),
        (f"{S03}_kim.ipynb", f"{S04}_kim.ipynb", "kim-10.ipynb|10"),
        (f"mina_41002_90002_{S03}.ipynb", "mina_LATE_41002_90003_x.ipynb|04", f"mina_41002_90007_all/{S10}.ipynb"),
    ]):  # fmt: skip
        names = learners(put(tmp_path / str(number), *paths))
        assert len(names) == len(paths) and len(set(names.values())) == 1, names


def test_an_odd_notebook_without_tasks_makes_no_second_learner(tmp_path: Path) -> None:
    put(tmp_path, f"kim/{S03}.ipynb", f"kim/{S10}.ipynb", "kim/workshop/")
    for name in ("my notes.ipynb", "수업 메모.ipynb"):
        (tmp_path / "kim" / name).write_text('{"cells": []}', encoding="utf-8")
    assert {each.learner for each in found(tmp_path).values()} == {"kim"}
    assert all(each.projects for each in found(tmp_path).values())


@pytest.mark.parametrize(
    "paths",
    [
        ("20235678/workshop/", f"20231234/{S10}.ipynb", f"20235678/{S10}.ipynb"),
        ("class a/kim/workshop/", f"class a/{S10}.ipynb"),  # Kim handed in no notebook
        ("hand-ins/kim/workshop/", f"hand-ins/{S10}_lee.ipynb"),
        ("hand-ins/kim/workshop/", f"hand-ins/{S10}.ipynb", f"hand-ins/lee/{S10}.ipynb"),
        ("hand-ins/kim/workshop/", f"hand-ins/{S10}.ipynb", f"class b/kim/{S10}.ipynb"),
        ("kim/workshop/", f"{S10}_lee.ipynb"),
        ("workshop/", f"{S10}_kim.ipynb", f"{S10}_lee.ipynb"),
        ("workshop/", f"{S10}.ipynb", f"{S10} (1).ipynb"),
        ("workshop/", f"{S10}.ipynb", f"{S03}.ipynb"),
        ("class a/workshop/", f"class a/{S10}_kim.ipynb", f"class a/{S03}_lee.ipynb"),
        ("hand-ins/workshop/", "hand-ins/lee.ipynb|10", "hand-ins/broken.ipynb"),
        ("Kim_7_assignsubmission_file_/workshop/", f"{S10}_lee.ipynb"),
        ("x/Kim_7_assignsubmission_file_/workshop/", f"x/{S10}.ipynb"),
        ("week 3/kim/workshop/", f"week 3/kim/{S10}.ipynb", f"week 4/kim/{S10}.ipynb"),
        ("A submissions/kim/bug-07-4/", f"A submissions/kim/{S03}.ipynb", f"B submissions/kim/{S10}.ipynb"),
        ("late/workshop/", "late/Kim 10.ipynb|10", f"Lee/{S03}.ipynb"),
        ("07/workshop/", f"07/{S10}_kim.ipynb", f"Lee/{S03}.ipynb"),
        ("Day 1/kim/workshop/", f"Day 1/kim/{S03}.ipynb", f"Day 2/kim/{S10}.ipynb"),
    ],
)  # fmt: skip
def test_a_project_is_judged_for_nobody_else(paths: tuple[str, ...], tmp_path: Path) -> None:
    put(tmp_path, *paths)
    if paths[-1] == "hand-ins/broken.ipynb":
        (tmp_path / paths[-1]).write_text("{", encoding="utf-8")
    project = paths[0]
    beside = project.rstrip("/").rpartition("/")[0]
    for submission in found(tmp_path).values():
        here = submission.name.rpartition("/")[0]
        if here and here == beside and beside not in ("late", "07") and "hand-ins" not in project:
            continue  # theirs, in their own folder; beside several it is nobody's
        if project.startswith(("workshop", "class a/workshop", "hand-ins/workshop")):
            with pytest.raises(NoProject, match="can be said to be this learner's"):
                project_of(submission, "workshop")
        assert submission.projects == (), submission.name


@pytest.mark.parametrize(
    ("folder", "others", "is_theirs"),
    [
        ("lee", ["Lee Jun"], False), ("LEE", ["Lee Jun"], False),
        ("jun's", ["Lee Jun"], False),
        ("from lee/old", ["Lee Jun"], False),
        ("민수", ["박민수"], False), ("leejun", ["Lee Jun"], False),
        ("Kim Minsu Park", ["Kim Minsu Park"], False), ("kim minsu", ["Kim"], True),
        ("lee-jun copy", ["Lee Jun"], False),
        ("2026", ["20261234"], False),
        ("lee", [], True), ("Kim Minsu", ["Kim Jiwon"], True), ("kim", ["Kim Jiwon"], False),
        ("my project", ["My"], True),
        ("final", ["final kim"], True), ("django", ["Lee Jun"], True), ("", ["Lee Jun"], True),
        ("exercises", ["Lee Jun"], True),
    ],
)  # fmt: skip
def test_a_project_in_a_folder_named_after_another_is_nobodys(
    folder: str, others: list[str], is_theirs: bool, tmp_path: Path
) -> None:
    paths = [f"{name}/{S03}.ipynb" for name in ("Kim Minsu", *others)]
    each = found(put(tmp_path, *paths, f"Kim Minsu/{folder}/workshop/"))[paths[0]]
    assert (bool(each.projects), each.alone) == (is_theirs, is_theirs)


# The teacher's own pattern


@pytest.mark.parametrize(
    ("pattern", "path", "learner"),
    [
        ("{name}_{id}_*.ipynb", "Kim Minsu_20261234_03_cookies.ipynb", "Kim Minsu"),
        ("{name}_{id}_*.ipynb", f"deep/down/Kim_Minsu_20261234_{S03}.ipynb", "Kim_Minsu"),
        ("{name}_{id}_*.ipynb", f"Kim_2_20261234_{S03}.ipynb", ""),  # 2, or 20261234?
        ("{name}_{id}_*.ipynb", "whose.ipynb", ""),
        ("{name}*.ipynb", f"Kim{S03}.ipynb", ""),
        ("{id}.ipynb", "s20261234.ipynb", "s20261234"),
        ("{id}-*", f"20261234-{S03} (1).ipynb", "20261234"),
        ("{section}/{name} {id}/**/*", f"class a/Kim Minsu 2026/exercises/{S03}.ipynb", "Kim Minsu"),
        ("{name}/*/*.ipynb", f"kim/drafts/{S03}.ipynb", "kim"),
        ("./{name}/**", f"{NFD}/deep/{S03}.ipynb", "최서연"),
        ("?_{name}_*", f"a_Lee_{S03}.ipynb", "Lee"),
        ("{name}", "[x](1).ipynb", "[x](1).ipynb"),
    ],
)
def test_a_pattern_says_whose_it_is_or_that_it_does_not(pattern: str, path: str, learner: str, tmp_path: Path) -> None:
    (submission,) = found(put(tmp_path, path), pattern).values()
    if learner:
        assert (submission.learner, submission.how) == (learner, "by --names")
    else:
        assert submission.learner == submission.name
        assert submission.how == "fits --names not at all, or in two ways: shown by its path"


def test_with_a_pattern_nothing_else_is_read(tmp_path: Path) -> None:
    put(
        tmp_path,
        f"a/kim 1/{S10}.ipynb", "a/kim 1/files/workshop/", f"b/kim 1/{S10}.ipynb", f"a/kim 2/{S10}.ipynb",
        f"a/kim 2/old/{S03}.ipynb", f"leesujin_41001_90001_{S03}.ipynb", "b/workshop/",
    )  # fmt: skip
    submissions = found(tmp_path, "{section}/{name} {id}/**/*")
    assert learners(tmp_path, "{section}/{name} {id}/**/*") == {
        f"a/kim 1/{S10}.ipynb": "a/kim (1)",
        f"b/kim 1/{S10}.ipynb": "b/kim (1)",
        f"a/kim 2/{S10}.ipynb": "kim (2)",
        f"a/kim 2/old/{S03}.ipynb": "kim (2)",
        f"leesujin_41001_90001_{S03}.ipynb": f"leesujin_41001_90001_{S03}.ipynb",
    }
    assert [name for name, each in submissions.items() if each.projects] == [f"a/kim 1/{S10}.ipynb"]


def test_a_pattern_that_tells_too_little_puts_nobody_together(tmp_path: Path) -> None:
    put(tmp_path, f"a/kim-{S03}.ipynb", f"b/kim-{S03}.ipynb", f"kim-{S03}.ipynb", f"kim-{S03} (1).ipynb")
    assert len(set(learners(tmp_path, "{name}-*").values())) == 4
    for number, (one, other) in enumerate([("a", "b"), ("A submissions", "B submissions"), ("Day 1", "Day 2")]):
        here = put(tmp_path / str(number), f"{one}/kim/{S03}.ipynb", f"{other}/kim/{S04}.ipynb")
        assert len(set(learners(here, "*/{name}/*").values())) == 2


@pytest.mark.parametrize("pattern", ["*.ipynb", "{section}/*", "{nmea}_*", "{name}_{name}", "{}", "{name"])
def test_a_pattern_that_cannot_be_meant_is_refused_in_three_lines(pattern: str) -> None:
    with pytest.raises(BadPattern) as refused:
        Names(pattern)
    lines = str(refused.value).splitlines()
    assert len(lines) == 3 and pattern in lines[0] and "--names" in lines[2]


def test_the_command_reads_by_the_pattern_and_says_what_does_not_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "in", f"Kim_2026_{S10}.ipynb", "whose.ipynb|10")
    (tmp_path / "in" / "Lee_2027.ipynb.ZIP").touch()

    def grade(names: str) -> int:
        options = {"folder": tmp_path / "in", "out": tmp_path / "out", "jobs": 1, "lesson": None, "names": names}
        return command.main(argparse.Namespace(**options, unguarded=True), ROOT)

    assert grade("{nmea}_*") == 1
    assert "It has {nmea}." in capsys.readouterr().err and not (tmp_path / "out").exists()
    assert grade("{name}_{id}_*") == 0
    said = capsys.readouterr().err
    assert "--names does not fit 1 of 2 notebooks, or fits in two ways, such as whose.ipynb" in said
    assert "not opened: Lee_2027.ipynb.ZIP" in said
    table = csv.DictReader((tmp_path / "out" / "grades.csv").read_text(encoding="utf-8-sig").splitlines())
    assert {(row["learner"], row["read"].partition(":")[0]) for row in table} == {
        ("Kim", "by --names"), ("whose.ipynb", "fits --names not at all, or in two ways"),
    }  # fmt: skip


# Any class

LEARNERS = [
    "Kim Minsu", "김민수", "Lee Su-jin", "O'Neill", "van der Berg", "Copy", "박지민", "R2D2", "Anna Lee", "이 하늘",
    "My", "20231234", "20231235", "Last", "Day", "Long", "Ümit", "Nguyễn An", "반기문", "x", "7 Eleven", "class",
]  # fmt: skip
TEACHERS = ["hand-ins", "Cookies", "과제 3", "week 3", "download (1)", "1분반", "class a", "A"]
ONE_CLASS = ("과제 3", "week 3", "download (1)")
MARKS = ["", "", "", " (1)", " (2)", "-Copy1", " copy", " - 복사본", " 2", " - Copy (2)"]
Learner = tuple[str, str]  # name, id
Layout = Callable[[random.Random, Learner, str], str]


def _sent(dice: random.Random, lesson: str) -> str:
    """A name that a learner gives a notebook."""
    return dice.choice([lesson, lesson, lesson[:2], f"{lesson[:2]}_final", "my answer", f"Copy of {lesson}", "a_b_c"])


def _canvas(dice: random.Random, who: Learner, lesson: str) -> str:
    name = re.sub(r"\W", "", who[0]).lower()
    return f"{name}{dice.choice(['', '_LATE'])}_{who[1]}_{dice.randrange(10**5, 10**9)}_{_sent(dice, lesson)}.ipynb"


def _blackboard(dice: random.Random, who: Learner, lesson: str) -> str:
    return f"HW 3_u{who[1]}_attempt_2026-11-{dice.randrange(10, 30)}-10-11-12_{_sent(dice, lesson)}.ipynb"


CERTAIN: dict[str, Layout] = {
    "canvas": _canvas,
    "blackboard": _blackboard,
    "moodle": lambda dice, who, lesson: f"{who[0]}_{who[1]}_assignsubmission_file_/{_sent(dice, lesson)}.ipynb",
    "moodle, flat": lambda dice, who, lesson: f"{who[0]}_{who[1]}_assignsubmission_file_{_sent(dice, lesson)}.ipynb",
    "brightspace": lambda dice, who, lesson: (
        f"{who[1]}-640 - {who[0]} - Oct {dice.randrange(1, 30)}, 2026 1022 AM/{_sent(dice, lesson)}.ipynb"
    ),
    "nbgrader": lambda dice, who, lesson: f"submitted/{who[1]}/{lesson}/{lesson}.ipynb",
}
"""Where an id tells two of one name apart."""
NAMED: dict[str, Layout] = {
    "folders": lambda dice, who, lesson: f"{who[0]}/{dice.choice(['', 'exercises/', 'week 4/'])}{lesson}.ipynb",
    "files": lambda dice, who, lesson: f"{lesson}_{who[0]}{dice.choice(MARKS)}.ipynb",
    "files, the name first": lambda dice, who, lesson: f"{who[0]}-{lesson[:2]}{dice.choice(MARKS)}.ipynb",
    "drive": lambda dice, who, lesson: f"{who[0]} - {lesson}{dice.choice(MARKS)}.ipynb.txt",
    "no names": lambda dice, who, lesson: f"{lesson} ({int(who[1]) % 90 + 1}).ipynb",
}


@pytest.mark.parametrize("seed", range(40))
def test_no_two_learners_are_ever_put_together(seed: int, tmp_path: Path) -> None:
    """Classes of any mixture: what two learners handed in has two names, and a project is judged for its own alone."""
    dice = random.Random(seed)
    whose: dict[str, tuple[str, str, str]] = {}
    projects: dict[str, tuple[str, str, str]] = {}
    for teachers in dice.sample(TEACHERS, dice.randint(1, 3)):
        system = dice.choice([*CERTAIN, *NAMED])
        layout = (CERTAIN | NAMED)[system]
        names = dice.choices(LEARNERS, k=8) if system in CERTAIN else dice.sample(LEARNERS, 8)
        ids = dice.sample(range(20_000, 90_000), 8)
        for name, id in zip(names, ids, strict=True):
            spelled = dice.choice([name, name, unicodedata.normalize("NFD", name)])
            for lesson in dice.sample([S03, S04, S10], dice.randint(1, 3)):
                path = f"{teachers}/{layout(dice, (spelled, str(id)), lesson)}"
                # In `week 3` and in `과제 3` is one class, where a name alone is one learner's.
                group = "class" if teachers in ONE_CLASS and system in NAMED else teachers
                me = (group, name, str(id) if system in (*CERTAIN, "no names") else "")
                if whose.setdefault(path, me) != me:
                    continue  # one file replaced the other before the teacher saw it
                put(tmp_path, f"{path}|{lesson[:2]}")
            folder = path.rpartition("/")[0]
            where = dice.choice([f"{folder}/workshop/", f"{folder}/files/workshop/", f"{teachers}/{name}/workshop/"])
            if folder == teachers and where.startswith(f"{folder}/files"):
                continue  # a folder that names nobody
            if projects.setdefault(where, me) != me or sum(each.startswith(f"{folder}/") for each in whose) == 0:
                projects[where] = ("", "", "several put theirs here")
            put(tmp_path, where)
    submissions = found(tmp_path)
    called = defaultdict(set)
    for name, submission in submissions.items():
        called[submission.learner].add(whose[name])
        for project in submission.projects:
            owner = projects[project.relative_to(tmp_path).as_posix() + "/"]
            assert owner == whose[name], (name, project)
    assert [each for each in called.values() if len(each) > 1] == []
    assert len(submissions) == sum(1 for path in tmp_path.rglob("*.ipynb*"))


@pytest.mark.parametrize("system", CERTAIN)
def test_what_has_an_id_is_put_together(system: str, tmp_path: Path) -> None:
    dice = random.Random(7)
    whose = {}
    for number, name in enumerate([*LEARNERS, *LEARNERS]):
        for lesson in (S03, S04):
            path = CERTAIN[system](dice, (name, str(30_000 + number)), lesson)
            put(tmp_path, f"{path}|{lesson[:2]}")
            whose[path] = number
    names = learners(tmp_path)
    together = {number: {names[path] for path, one in whose.items() if one == number} for number in whose.values()}
    assert all(len(called) == 1 for called in together.values()), together


def test_forms_are_read_strictly() -> None:
    for name in (
        S03, f"{S03}.ipynb", "kim_03_1_final.ipynb", "Kim Minsu", "12345", "2026-11-20 - kim", "kim - 03.ipynb",
        "1-2 - kim", "_attempt_2026-11-20-10-11-12_x", "kim_attempt_2026-11-20-10-11-12", "kim_assignsubmission_file_",
        "", "_" * 5000, "1" * 5000, "a_1" * 2000,
    ):  # fmt: skip
        assert form_of(name) is None, name
