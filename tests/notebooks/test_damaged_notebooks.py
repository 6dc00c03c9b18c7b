"""What learners do to notebooks: every exercise that is intact keeps its verdict, whatever happened to other cells.

Each exercise notebook is built in memory from its source, filled in with the solutions, damaged, and run cell by
cell as in a notebook: a cell that fails does not stop the rest. A task that is answered in a project has the solved
project in a folder of the test's own, which damage to the notebook does not change.
"""

from __future__ import annotations

import ast
import copy
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from classroom.cells.panel import learners_record
from classroom.check import catalogue, task_cell
from classroom.check.task import ProjectTask
from classroom.check.trees import course_trees
from classroom.overlays import lay_over, put
from classroom.paths import SOURCE, WORKSHOP
from classroom.workshop.workbench import blank_files

STEMS = [lesson.stem for lesson in catalogue.lessons()]
PROJECTS = course_trees()

Cells = list[dict[str, Any]]
Damage = Callable[[Cells, random.Random], set[str]]
"""Changes the cells, and returns the names of the tasks that it broke."""


@pytest.fixture(scope="module", autouse=True)
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from classroom import open_site

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLASSROOM_PROGRESS", str(tmp_path_factory.mktemp("record") / "progress.json"))
        patch.setenv(WORKSHOP, str(tmp_path_factory.mktemp("workshops")))
        learners_record.cache_clear()
        site = open_site()
        yield site
        site.close()
        learners_record.cache_clear()


def filled_in(stem: str) -> Cells:
    """The learner's notebook, with a right answer in each task."""
    from classroom.build.notebook import read_source, without_solutions

    source = (SOURCE / stem / "exercises.py").read_text(encoding="utf-8")
    solved = read_source(source, stem, tasks=True)
    answers = {cell.id: task_cell.solved(cell.source) for cell in solved.cells if task_cell.task_named(cell.source)}
    cells = [dict(copy.deepcopy(cell)) for cell in without_solutions(solved).cells]
    for cell in cells:
        cell["source"] = answers.get(cell["id"], cell["source"])
    return cells


def lay_out_projects(stem: str) -> None:
    """Write each project of an exercise to where a learner has it, with its last task solved."""
    last = {task.project: task for task in catalogue.lesson_of(stem[:2]).tasks if isinstance(task, ProjectTask)}
    for name, task in last.items():
        folder = Path(os.environ[WORKSHOP]) / name
        shutil.rmtree(folder, ignore_errors=True)
        put(list(lay_over(blank_files(), PROJECTS.solved(task)).items()), folder)


def task_of(cell: dict[str, Any]) -> str | None:
    return task_cell.task_named(cell["source"]) if cell["cell_type"] == "code" else None


def tasks_of(cells: Cells) -> list[str]:
    return [name for cell in cells if (name := task_of(cell))]


def one_of(cells: Cells, chance: random.Random, holding: str = "") -> dict[str, Any]:
    return chance.choice([cell for cell in cells if task_of(cell) and holding in cell["source"]])


def run(cells: Cells) -> dict[str, list[Any]]:
    """Run every code cell in one namespace; return the verdicts by task, in the order in which they came."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    verdicts: dict[str, list[Any]] = {}
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        try:
            shown = run_cell(cell["source"], namespace)
        except Exception:  # a notebook shows it and goes on with the next cell
            continue
        if verdict := getattr(shown, "verdict", None):
            assert verdict.title in repr(shown)
            verdicts.setdefault(verdict.task, []).append(verdict)
    return verdicts


def run_cell(source: str, namespace: dict[str, Any]) -> Any:
    """Run one cell, and return the value of its last line, where that is an expression."""
    tree = ast.parse(source, "<cell>")
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), namespace)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), namespace) if last else None


# What can happen to a notebook


def nothing(cells: Cells, chance: random.Random) -> set[str]:
    return set()


def every_cell_doubled(cells: Cells, chance: random.Random) -> set[str]:
    cells[:] = [copy.deepcopy(cell) for cell in cells for _ in range(2)]
    return set()


def one_task_doubled_and_emptied(cells: Cells, chance: random.Random) -> set[str]:
    cell = one_of(cells, chance)
    cells.insert(cells.index(cell), {**copy.deepcopy(cell), "source": task_cell.PLACEHOLDER})
    return set()


def split_inside_the_function(cells: Cells, chance: random.Random) -> set[str]:
    cell = one_of(cells, chance, holding="def ")
    lines = cell["source"].splitlines()
    middle = next(at for at, line in enumerate(lines) if line.startswith("def ")) + 2
    halves = ["\n".join(lines[:middle]), "\n".join(lines[middle:])]
    at, name = cells.index(cell), task_of(cell)
    cells[at : at + 1] = [{**copy.deepcopy(cell), "source": half} for half in halves]
    return {str(name)}


def split_before_the_check(cells: Cells, chance: random.Random) -> set[str]:
    cell = one_of(cells, chance)
    function, _, check = cell["source"].rpartition("\n")
    at = cells.index(cell)
    cells[at : at + 1] = [{**copy.deepcopy(cell), "source": half} for half in (function, check)]
    return set()


def one_task_deleted(cells: Cells, chance: random.Random) -> set[str]:
    cell = one_of(cells, chance)
    cells.remove(cell)
    return {str(task_of(cell))}


def all_but_the_tasks_deleted(cells: Cells, chance: random.Random) -> set[str]:
    cells[:] = [cell for cell in cells if task_of(cell)]
    return set()


def one_task_made_markdown(cells: Cells, chance: random.Random) -> set[str]:
    cell = one_of(cells, chance)
    name = str(task_of(cell))
    cell["cell_type"] = "markdown"
    return {name}


def one_check_renamed(cells: Cells, chance: random.Random) -> set[str]:
    cell = one_of(cells, chance)
    name = str(task_of(cell))
    cell["source"] = cell["source"].replace(f'exercise("{name}")', 'exercise("no.such")')
    return {name}


def retagged(cells: Cells, chance: random.Random) -> set[str]:
    for cell in cells:
        cell["metadata"]["tags"] = [chance.choice(["solution", "setup", "raises-exception", "mine"])]
        cell["metadata"].get("nbgrader", {})["grade_id"] = "the-same"
    return set()


def ids_renamed(cells: Cells, chance: random.Random) -> set[str]:
    for cell in cells:
        cell["id"] = "same"
    return set()


def metadata_removed(cells: Cells, chance: random.Random) -> set[str]:
    for cell in cells:
        cell["metadata"] = {}
        del cell["id"]
    return set()


def reversed_order(cells: Cells, chance: random.Random) -> set[str]:
    cells.reverse()
    return set()


def shuffled(cells: Cells, chance: random.Random) -> set[str]:
    chance.shuffle(cells)
    return set()


def noise_between(cells: Cells, chance: random.Random) -> set[str]:
    noise = [
        "1 / 0",
        "def broken(:",
        "site.close()",
        "import requests; requests = requests.Session",
        "raise SystemError",
    ]
    for at in range(len(cells), 0, -1):
        cells.insert(at - 1, {"cell_type": "code", "source": chance.choice(noise), "metadata": {}})
    return set()


def names_shadowed(cells: Cells, chance: random.Random) -> set[str]:
    names = ["site", "requests", "url", "exercise", "predict", "progress", "open_site"]
    own = " ".join(cell["source"] for cell in cells if task_of(cell))  # answers must be able to call these
    names += [name for name in ("print", "list", "len", "str", "open", "dict", "type") if f"{name}(" not in own]
    for at in range(len(cells), 0, -1):
        cells.insert(at - 1, {"cell_type": "code", "source": f"{' = '.join(names)} = 'a string'", "metadata": {}})
    return set()


DAMAGES: list[Damage] = [
    nothing,
    every_cell_doubled,
    one_task_doubled_and_emptied,
    split_inside_the_function,
    split_before_the_check,
    one_task_deleted,
    all_but_the_tasks_deleted,
    one_task_made_markdown,
    one_check_renamed,
    retagged,
    ids_renamed,
    metadata_removed,
    reversed_order,
    shuffled,
    noise_between,
    names_shadowed,
]


def cases() -> Iterator[Any]:
    """All damages to all exercises, but only a few to those with mostly projects, whose checks each start a process.

    Exercises 07 and 09, which have projects too, get all damages.
    """
    for stem in STEMS:
        mostly_projects = sum(isinstance(task, ProjectTask) for task in catalogue.lesson_of(stem[:2]).tasks) > 1
        for damage in (nothing, reversed_order, noise_between) if mostly_projects else DAMAGES:
            yield pytest.param(stem, damage, id=f"{stem}-{damage.__name__}")


@pytest.mark.parametrize(("stem", "damage"), list(cases()))
def test_every_intact_exercise_keeps_its_verdict(stem: str, damage: Damage) -> None:
    lay_out_projects(stem)
    cells = filled_in(stem)
    everything = set(tasks_of(cells))
    assert everything
    broken = damage(cells, random.Random(stem))
    verdicts = run(cells)
    for name in everything - broken:
        assert verdicts.get(name), f"{name} got no verdict"
        assert all(verdict.passed for verdict in verdicts[name]), str(verdicts[name][0])
    for name in broken:
        assert not any(verdict.passed for verdict in verdicts.get(name, [])), f"{name} passed though it was broken"


def test_a_damage_that_matters_would_be_noticed() -> None:
    cells = filled_in(STEMS[0])
    first = next(cell for cell in cells if task_of(cell))
    first["source"] = first["source"].replace("requests.get(", "str(")
    assert not run(cells)[str(task_of(first))][0].passed
