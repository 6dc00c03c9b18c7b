"""The teacher's page: what each learner has passed, missing projects, common mistakes, what each learner was told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from classroom.check import catalogue
from classroom.check.task import ProjectTask
from classroom.draw.escape import Markup, document, part, tag
from classroom.draw.style import style_beside
from classroom.draw.words import count, cut
from classroom.grade.submission import Row

SIGNS = {
    "passed": "✓",
    "not yet": "◐",
    "not started": "○",
    "error in your code": "✗",
    "missing": "–",
    "not graded": "?",
}
WORDS = {"error in your code": "error"}
UNEXPLAINED = {
    "not yet": "Something else: no known mistake. What was seen stands below.",
    "error in your code": "The code raised an error, or ran for too long.",
}

CSS = style_beside(__file__)


def as_page(rows: Sequence[Row], unfinished: int = 0) -> Markup:
    """The rows as an HTML page.

    unfinished: how many submissions were not graded, because grading was stopped.
    """
    tasks = [row for row in rows if row.task]
    learners = _by_learner(tasks)
    passed = sum(row.outcome == "passed" for row in tasks)
    files = count(len({row.file for row in rows}), "notebook")
    left = f" {count(unfinished, 'notebook')} had no turn: grading was stopped." if unfinished else ""
    stems = sorted({row.exercise for row in tasks})
    ids = {name: f"learner-{number}" for number, name in enumerate(learners, start=1)}
    sections = [
        ("class", "Who stands where", _overview(learners, stems, ids) if len(stems) > 1 else None),
        ("unread", "Not graded", _not_graded(rows)),
        ("missing", "Projects to ask for", _projects(tasks)),
        ("mistakes", "Common mistakes", _mistakes(tasks)),
        *((f"lesson-{_number(stem)}", _title(stem), _matrix(stem, tasks, ids)) for stem in stems),
        ("read", "Whose each notebook is", _read(rows, ids)),
        ("told", "What each learner was told", [_learner(ids[name], name, learners[name]) for name in learners]),
    ]
    shown = [(id, title, body) for id, title, body in sections if body is not None]
    body = part(
        "main",
        part("h1", "How the class stands"),
        part("p", f"{count(len(learners), 'learner')}, {files}; {passed} of {count(len(tasks), 'task')} passed.{left}"),
        part("p", "The table for a spreadsheet is grades.csv, beside this page.", class_="soft"),
        part("nav", tag("ul", [tag("li", part("a", title, to=id)) for id, title, _ in shown])),
        [part("section", part("h2", title, id=id), body) for id, title, body in shown],
    )
    return document("How the class stands", CSS, body)


def _by_learner(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.learner.lower(), row.learner)):
        found[row.learner].append(row)
    return dict(found)


def _overview(learners: dict[str, list[Row]], stems: Sequence[str], ids: dict[str, str]) -> Markup:
    """A table of learners by lessons: how many tasks are passed in any of a learner's notebooks."""
    lines = []
    for name, rows in learners.items():
        passed = {row.task for row in rows if row.outcome == "passed"}
        seen = {row.exercise for row in rows}
        cells = []
        for stem in stems:
            all_of_them = _tasks(stem)
            done = sum(task in passed for task in all_of_them)
            kind = "passed" if done == len(all_of_them) else "soft" if not done else ""
            cells.append(tag("td", f"{done}/{len(all_of_them)}" if stem in seen else "", class_=kind))
        lines.append(
            tag("tr", tag("th", part("a", name, to=ids[name]), scope="row"), cells, tag("td", str(len(passed))))
        )
    head = tag("tr", [tag("th", words, scope="col") for words in ("Learner", *map(_number, stems), "Passed")])
    table = _wide("Passed tasks by learner and lesson", tag("table", tag("thead", head), tag("tbody", lines)))
    if not any(row.attempt for rows in learners.values() for row in rows):
        return table
    words = (
        "Where somebody handed in a lesson more than once, a task counts here that is passed in any of the notebooks."
    )
    return tag("div", table, part("p", words, class_="soft"))


def _matrix(stem: str, rows: Sequence[Row], ids: dict[str, str]) -> Markup:
    tasks = _tasks(stem)
    by_file: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        if row.exercise == stem:
            by_file[row.file][row.task] = row
    head = tag("tr", [tag("th", words, scope="col") for words in ("Learner", *tasks, "Passed", "File")])
    lines = []
    for file, found in sorted(
        by_file.items(), key=lambda each: (next(iter(each[1].values())).learner.lower(), each[0])
    ):
        done = sum(row.outcome == "passed" for row in found.values())
        first = next(iter(found.values()))
        learner, shown = first.learner, f"{file} ({first.attempt})" if first.attempt else file
        name = tag("th", part("a", learner, to=ids[learner]), scope="row")
        outcomes = [tag("td", _outcome(found[task].outcome) if task in found else "") for task in tasks]
        lines.append(tag("tr", name, outcomes, tag("td", f"{done} of {len(tasks)}"), tag("td", shown, class_="file")))
    sums = [sum(found[task].outcome == "passed" for found in by_file.values() if task in found) for task in tasks]
    last = tag("tr", tag("th", "passed by", scope="row"), [tag("td", str(each)) for each in sums], tag("td"), tag("td"))
    table = tag("table", part("caption", f"{count(len(by_file), 'notebook')} of {stem}"), tag("thead", head),
                tag("tbody", lines, last))  # fmt: skip
    return _wide(f"Outcomes of {stem}", table)


def _wide(label: str, table: Markup) -> Markup:
    """A table with a scroll bar of its own where the window is narrow."""
    return tag("div", table, class_="wide", tabindex="0", role="group", aria_label=label)


def _read(rows: Sequence[Row], ids: dict[str, str]) -> Markup | None:
    """A table of all files: whose each is, what that was read from, and which of several attempts it is."""
    files = {row.file: row for row in rows if row.how}
    if not files:
        return None
    lines = [
        tag(
            "tr",
            tag("th", part("a", row.learner, to=ids[row.learner]) if row.learner in ids else row.learner, scope="row"),
            tag("td", file, class_="file"),
            tag("td", row.how),
            tag("td", row.attempt),
        )
        for file, row in sorted(files.items(), key=lambda each: (each[1].learner.lower(), each[1].learner, each[0]))
    ]
    head = tag("tr", [tag("th", words, scope="col") for words in ("Learner", "File", "Read", "Handed in twice")])
    words = "If somebody's name is wrong here, tell how your files are named: course.py grade --help, --names."
    return tag("div", part("p", words, class_="soft"), tag("table", tag("thead", head), tag("tbody", lines)))


def _not_graded(rows: Sequence[Row]) -> Markup | None:
    """A table of files that are no notebooks, and of tasks that could not be judged."""
    found = [row for row in rows if row.outcome == "not graded"]
    if not found:
        return None
    lines = [
        tag("tr", tag("th", row.file, scope="row"), tag("td", row.task), tag("td", " ".join(row.message)))
        for row in found
    ]
    head = tag("tr", [tag("th", words, scope="col") for words in ("File", "Task", "Why")])
    return tag("table", tag("thead", head), tag("tbody", lines))


def _projects(rows: Sequence[Row]) -> Markup | None:
    """A table of projects that were not handed in, a line for each learner."""
    missing: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        task = catalogue.find_task(row.task)
        if row.outcome == "missing" and isinstance(task, ProjectTask):
            missing[row.learner].append(f"{task.project}/")
    if not missing:
        return None
    lines = [
        tag("tr", tag("th", name, scope="row"), tag("td", ", ".join(dict.fromkeys(missing[name]))))
        for name in sorted(missing, key=str.lower)
    ]
    head = tag(
        "tr", [tag("th", words, scope="col") for words in ("Learner", "Folders that belong beside the notebooks")]
    )
    return tag("table", tag("thead", head), tag("tbody", lines))


def _mistakes(rows: Sequence[Row]) -> Markup:
    """A table of the known mistakes by how often they were made, then of other failures by task."""
    known = Counter((row.task, row.mistake) for row in rows if row.mistake)
    others = Counter((row.task, row.outcome) for row in rows if not row.mistake and row.outcome in UNEXPLAINED)
    lines = [
        tag("tr", tag("th", f"{task} {_task_title(task)}", scope="row"), tag("td", str(number)), tag("td", words))
        for task, number, words in [
            *((task, number, _why(task, name)) for (task, name), number in known.most_common()),
            *((task, number, UNEXPLAINED[outcome]) for (task, outcome), number in others.most_common()),
        ]
    ]
    head = tag("tr", [tag("th", words, scope="col") for words in ("Task", "How many", "What they got wrong")])
    return tag("table", tag("thead", head), tag("tbody", lines)) if lines else part("p", "None.")


def _learner(id: str, name: str, rows: Sequence[Row]) -> Markup:
    passed = sorted({row.task for row in rows if row.outcome == "passed"})
    files: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.outcome != "passed":
            files[row.file].append(row)
    return part(
        "section",
        part("h3", name, id=id),
        part("p", f"Passed: {', '.join(passed) or 'none'}."),
        [_told(file, found) for file, found in sorted(files.items())],
    )


def _told(file: str, rows: Sequence[Row]) -> Markup:
    lines = [
        tag(
            "tr",
            tag("th", f"{row.task} {_task_title(row.task)}", scope="row"),
            tag("td", _outcome(row.outcome), class_="outcome"),
            tag("td", tag("ul", [tag("li", cut(line, 600)) for line in row.message], class_="said")),
        )
        for row in rows
    ]
    head = tag("tr", [tag("th", words, scope="col") for words in ("Task", "Outcome", "Message")])
    return tag("table", part("caption", file), tag("thead", head), tag("tbody", lines), class_="told")


def _outcome(outcome: str) -> Markup:
    return tag("span", f"{SIGNS[outcome]} {WORDS.get(outcome, outcome)}", class_=outcome.replace(" ", "-"))


def _title(stem: str) -> str:
    number, _, words = stem.partition("_")
    return f"{number} {words.replace('_', ' ')}"


def _tasks(stem: str) -> list[str]:
    lesson = catalogue.lesson_of(_number(stem))
    return [task.name for task in lesson.tasks] if lesson else []


def _number(stem: str) -> str:
    return stem.partition("_")[0]


def _task_title(name: str) -> str:
    return catalogue.find_task(name).title


def _why(task: str, mistake: str) -> str:
    known = catalogue.find_task(task).mistakes
    return next((each.why for each in known if each.name == mistake), mistake)
