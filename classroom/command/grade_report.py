"""What the teacher gets: a table for a spreadsheet, and a page that says where the class stands. Submissions are
hostile: whatever they say is text, in either."""

from __future__ import annotations

import csv
import io
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from classroom.check import catalogue
from classroom.command.grade_read import Row
from classroom.draw.escape import Markup, document, part, tag
from classroom.draw.words import count, cut

COLUMNS = ("file", "learner", "exercise", "task", "outcome", "mistake", "message", "seconds")

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

CSS = """
:root { color-scheme: light dark; --good: light-dark(#0b6b3a, #7fd6a4); --warn: light-dark(#8a4b00, #f0b668);
  --bad: light-dark(#a61b1b, #ff9d94); --soft: light-dark(#4a5258, #b3bcc2); --line: light-dark(#ccd2d6, #464f55);
  --tint: light-dark(#f3f5f6, #20262a); --link: light-dark(#0a58ad, #8ec2ff) }
body { margin: 0; background: light-dark(#fff, #14171a); color: light-dark(#14191d, #e9edef);
  font: 16px/1.5 system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif }
main { max-width: 72rem; margin: 0 auto; padding: 1rem 1.25rem 3rem }
h1 { font-size: 1.7rem; margin: .3em 0 } h2 { font-size: 1.25rem; margin: 2em 0 .4em }
h3 { font-size: 1.05rem; margin: 1.6em 0 .3em; overflow-wrap: anywhere }
a { color: var(--link) }
table { border-collapse: collapse; width: 100%; margin: .6em 0 }
caption { text-align: left; color: var(--soft); padding-bottom: .3em }
th, td { text-align: left; vertical-align: top; padding: .3em .6em; border-bottom: 1px solid var(--line);
  overflow-wrap: break-word; max-width: 40rem }
thead th { color: var(--soft); font-weight: 600; font-size: .9em }
tbody th { font-weight: 500 }
.wide { overflow-x: auto } .wide td, thead th, .outcome { white-space: nowrap }
.wide th { min-width: 5rem; max-width: 14rem } .wide td.file { white-space: normal; min-width: 12rem }
.passed { color: var(--good) } .not-yet { color: var(--warn) } .error-in-your-code { color: var(--bad) }
.not-started, .missing, .soft, .file { color: var(--soft) } .not-graded { color: var(--bad); font-weight: 600 }
.said { margin: 0; padding: 0; list-style: none } .said li { margin: 0 0 .15em }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
@media print { body { background: #fff; color: #000 } h3, tr { break-inside: avoid } }
"""


def write_report(rows: Sequence[Row], out: Path, unfinished: int = 0) -> tuple[Path, Path]:
    """Write grades.csv and grades.html into a folder; their paths. Raises OSError.

    unfinished: how many submissions were not reached.
    """
    table, page = out / "grades.csv", out / "grades.html"
    # The mark at the start tells a spreadsheet that this is UTF-8: else it breaks Korean names.
    _replace(table, "\ufeff" + as_table(rows))
    _replace(page, str(as_page(rows, unfinished)))
    return table, page


def as_table(rows: Iterable[Row]) -> str:
    """The rows as CSV (RFC 4180), one line each."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        words = (row.file, row.learner, row.exercise, row.task, row.outcome, row.mistake, " · ".join(row.message))
        writer.writerow([*map(_cell, words), f"{row.seconds:.1f}"])
    return text.getvalue()


def _cell(words: str) -> str:
    """Text for a spreadsheet, which would run what looks like a formula (OWASP: CSV injection)."""
    flat = " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())
    return f"'{flat}" if flat.startswith(("=", "+", "-", "@")) else flat


def as_page(rows: Sequence[Row], unfinished: int = 0) -> Markup:
    """The rows as a page: who stands where, the class's common mistakes, and what each learner was told."""
    files = list(dict.fromkeys(row.file for row in rows))
    tasks = [row for row in rows if row.task]
    passed = sum(row.outcome == "passed" for row in tasks)
    ids = {file: f"submission-{number}" for number, file in enumerate(files, start=1)}
    left = f" {count(unfinished, 'notebook')} had no turn: grading was stopped." if unfinished else ""
    body = part(
        "main",
        part("h1", "How the class stands"),
        part("p", f"{count(len(files), 'notebook')}; {passed} of {count(len(tasks), 'task')} passed.{left}"),
        part("p", "The table for a spreadsheet is grades.csv, beside this page.", class_="soft"),
        [_matrix(stem, rows, ids) for stem in sorted({row.exercise for row in tasks})],
        _unread([row for row in rows if not row.task]),
        _mistakes(tasks),
        part("h2", "What each learner was told"),
        [_submission(ids[file], [row for row in tasks if row.file == file]) for file in files],
    )
    return document("How the class stands", CSS, body)


def _matrix(stem: str, rows: Sequence[Row], ids: dict[str, str]) -> Markup:
    tasks = [task.name for task in catalogue.tasks(stem)]
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
        name = tag("th", part("a", next(iter(found.values())).learner, to=ids[file]), scope="row")
        outcomes = [tag("td", _outcome(found[task].outcome) if task in found else "") for task in tasks]
        lines.append(tag("tr", name, outcomes, tag("td", f"{done} of {len(tasks)}"), tag("td", file, class_="file")))
    sums = [sum(found[task].outcome == "passed" for found in by_file.values() if task in found) for task in tasks]
    last = tag("tr", tag("th", "passed by", scope="row"), [tag("td", str(each)) for each in sums], tag("td"), tag("td"))
    table = tag("table", part("caption", f"{count(len(by_file), 'notebook')} of {stem}"), tag("thead", head),
                tag("tbody", lines, last))  # fmt: skip
    label = f"Outcomes of {stem}"
    return part("section", part("h2", _title(stem)),
                tag("div", table, class_="wide", tabindex="0", role="group", aria_label=label))  # fmt: skip


def _unread(rows: Sequence[Row]) -> Markup | None:
    if not rows:
        return None
    lines = [tag("tr", tag("th", row.file, scope="row"), tag("td", " ".join(row.message))) for row in rows]
    head = tag("tr", tag("th", "File", scope="col"), tag("th", "Why", scope="col"))
    return part("section", part("h2", "Not graded"), tag("table", tag("thead", head), tag("tbody", lines)))


def _mistakes(rows: Sequence[Row]) -> Markup:
    """The known mistakes by how many made them; then, by task, what else went wrong."""
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
    table = tag("table", tag("thead", head), tag("tbody", lines)) if lines else part("p", "None.")
    return part("section", part("h2", "Common mistakes"), table)


def _submission(id: str, rows: Sequence[Row]) -> Markup | None:
    if not rows:
        return None
    passed = [row.task for row in rows if row.outcome == "passed"]
    lines = [
        tag(
            "tr",
            tag("th", f"{row.task} {_task_title(row.task)}", scope="row"),
            tag("td", _outcome(row.outcome), class_="outcome"),
            tag("td", tag("ul", [tag("li", cut(line, 600)) for line in row.message], class_="said")),
        )
        for row in rows
        if row.outcome != "passed"
    ]
    head = tag("tr", [tag("th", words, scope="col") for words in ("Task", "Outcome", "Message")])
    return part(
        "section",
        part("h3", f"{rows[0].learner}: {rows[0].file}", id=id),
        part("p", f"Passed: {', '.join(passed) or 'none'}."),
        tag("table", tag("thead", head), tag("tbody", lines)) if lines else None,
    )


def _outcome(outcome: str) -> Markup:
    return tag("span", f"{SIGNS[outcome]} {WORDS.get(outcome, outcome)}", class_=outcome.replace(" ", "-"))


def _title(stem: str) -> str:
    number, _, words = stem.partition("_")
    return f"{number} {words.replace('_', ' ')}"


def _task_title(name: str) -> str:
    return next((task.title for task in catalogue.tasks(str(catalogue.stem_of(name))) if task.name == name), "")


def _why(task: str, mistake: str) -> str:
    known = catalogue.find_task(task).mistakes
    return next((each.why for each in known if each.name == mistake), mistake)


def _replace(path: Path, text: str) -> None:
    """Write a file in one step: a full disk leaves the report of last time."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="utf-8", newline="")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
