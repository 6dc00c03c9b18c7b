"""The front door: exercises, predictions, progress and checkup as a notebook shows them, and in real processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import IPython.display
import pytest
import requests

import classroom
from classroom import CourseError, checkup, exercise, open_site, predict, progress
from classroom.cells.panel import learners_record
from classroom.paths import ROOT


@pytest.fixture(autouse=True)
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Use a record of this test's own."""
    path = tmp_path / "progress.json"
    monkeypatch.setenv("CLASSROOM_PROGRESS", str(path))
    learners_record.cache_clear()
    yield path
    learners_record.cache_clear()


@pytest.fixture(scope="module", autouse=True)
def site() -> Iterator[Any]:
    site = open_site()
    yield site
    site.close()


class Shown:
    """A fake notebook output: keeps what was displayed, and what replaced it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.things: list[Any] = []
        monkeypatch.setattr(IPython.display, "display", self.display)

    def display(self, thing: Any, display_id: bool = False) -> Any:
        self.things.append(thing)
        return self

    def update(self, thing: Any) -> None:
        self.things[0] = thing

    @property
    def text(self) -> str:
        return str(self.things[0])

    @property
    def buttons(self) -> dict[str, Any]:
        return {each.description: each for each in self.things[1].children} if len(self.things) > 1 else {}


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    return Shown(monkeypatch)


def greeted(url: str, name: str) -> None:
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": "visitor_name", "value": name})
    client.get(url + "/desk/hello/")


def empty_handed(url: str, name: str) -> None:
    requests.get(url + "/desk/set-cookie/", params={"name": "visitor_name", "value": name})
    requests.get(url + "/desk/hello/")


def test_every_name_of_the_front_door_is_there() -> None:
    assert all(callable(getattr(classroom, name)) for name in classroom.__all__)


def test_importing_it_needs_no_jupyter() -> None:
    code = "import sys, classroom; print([name for name in ('IPython', 'ipywidgets', 'django') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# Predictions


def test_a_prediction_is_committed_by_a_button_and_compared(shown: Shown) -> None:
    predict("03.who_writes")._ipython_display_()
    assert list(shown.buttons) == ["I choose a", "I choose b", "I choose c"]
    shown.buttons["I choose c"].click()
    assert "You chose c" in shown.text and not shown.buttons
    assert "✗ You chose c" in repr(predict("03.who_writes").compare())


def test_a_prediction_made_after_the_run_is_compared_at_once(shown: Shown) -> None:
    panel = predict("03.who_writes").compare()
    panel._ipython_display_()
    assert "open" in shown.text
    shown.buttons["I choose b"].click()
    assert "✓ You chose b" in shown.text


def test_a_prediction_by_text_and_a_wrong_letter() -> None:
    assert "You chose b" in repr(predict("03.who_writes", "B"))
    with pytest.raises(CourseError):
        predict("03.who_writes", "x")


# Exercises


def test_an_exercise_from_not_started_to_passed(shown: Shown) -> None:
    assert "Not started" in repr(exercise("03.1"))
    panel = exercise("03.1").check(empty_handed)
    panel._ipython_display_()
    assert "Not yet" in shown.text and "Look again at: lesson 03" in shown.text
    assert 'href="../notebooks/03_cookies_carry_a_note.ipynb#' in shown.things[0].html
    shown.buttons["Hint 1 of 3"].click()
    assert "Hint 1 of 3: Two requests" in shown.text and "Not yet" in shown.text
    shown.buttons["Hint 2 of 3"].click()
    shown.buttons["Hint 3 of 3"].click()
    assert list(shown.buttons) == ["Solution"]
    shown.buttons["Solution"].click()
    assert "Why this works" in shown.text and not shown.buttons
    assert "Passed" in repr(exercise("03.1").check(greeted))
    assert "Passed" in repr(exercise("03.1")), "a panel without a check remembers"


def test_hints_taken_days_ago_come_back() -> None:
    exercise("03.1").hint()
    exercise("03.1").hint()
    learners_record.cache_clear()
    again = repr(exercise("03.1").hint())
    assert [f"Hint {number} of 3" in again for number in (1, 2, 3)] == [True, True, True]
    assert "Not started" not in again, "help that was asked for is all that is shown"


def test_after_passing_no_hint_is_offered(shown: Shown) -> None:
    exercise("03.1").check(greeted)._ipython_display_()
    assert list(shown.buttons) == ["Solution"]


def test_reset_of_one_exercise_says_what_it_did_and_leaves_the_site(site: Any) -> None:
    client = requests.Session()
    client.get(site.url + "/desk/counter/")
    seen = site.exchanges
    exercise("03.1").check(greeted)
    exercise("03.2").hint()
    said = repr(exercise("03.1").reset())
    assert "03.1 starts afresh" in said and "copy" in said
    assert not learners_record().is_passed("03.1") and learners_record().hints("03.2") == 1
    assert "nothing was forgotten" in repr(exercise("03.1").reset())
    assert site.exchanges == seen and len(site.sessions) == 1


def test_an_unknown_exercise_is_told_before_anything_opens() -> None:
    with pytest.raises(CourseError):
        exercise("03.99")


# Progress


def test_the_progress_page_and_its_record(record: Path, tmp_path: Path) -> None:
    exercise("03.1").check(greeted)
    predict("03.who_writes", "c").compare()
    page = repr(progress())
    assert "✓ 03.1 Be greeted by name: passed" in page and "○ 03.2" in page and str(record) in page
    assert "Read again: lesson 03, “Who writes the note?”" in page
    bundle = progress().view()._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    saved = tmp_path / "mine.json"
    assert "Saved 1 task and 1 prediction" in repr(progress().save_to(saved))
    said = repr(progress().reset())
    assert "Forgot 1 task and 1 prediction" in said and "load_from" in said
    assert "nothing to forget" in repr(progress().reset())
    assert "○ 03.1" in repr(progress())
    assert "Added 1 task and 1 prediction" in repr(progress().load_from(saved))
    assert "✓ 03.1" in repr(progress())
    with pytest.raises(CourseError):
        progress().load_from(tmp_path / "none.json")


def test_a_reset_can_be_taken_back_with_the_line_it_prints() -> None:
    exercise("03.1").check(greeted)
    line = repr(progress().reset()).partition("To have it back: ")[2]
    eval(line, {"progress": progress})
    assert learners_record().is_passed("03.1")


def test_resetting_progress_leaves_the_site(site: Any) -> None:
    site.reset()
    requests.get(site.url + "/desk/counter/")
    predict("03.who_writes", "b")
    progress().reset()
    assert len(site.exchanges) == 1 and len(site.sessions) == 1
    site.reset()
    predict("03.who_writes", "b")
    site.reset()
    assert learners_record().chosen("03.who_writes") == "b"


# Checkup


def test_the_checkup_leaves_data_and_recording_as_they_are(site: Any, shown: Shown) -> None:
    site.reset()
    requests.get(site.url + "/desk/counter/")
    url, seen, rows = site.url, site.exchanges, site.sessions
    looked = checkup()
    assert (site.url, site.exchanges, site.sessions) == (url, seen, rows)
    names = [row.name for row in looked.rows]
    assert {"Python", "packages", "loopback", "proxies", "demo site", "widgets", "browser"} <= set(names)
    assert f"{url}/" in repr(looked)
    looked._ipython_display_()
    shown.buttons["Do you hear me?"].click()
    assert "buttons (works)" in shown.text and not shown.buttons


def test_the_checkup_before_the_first_request_leaves_the_site_open(site: Any) -> None:
    site.reset()
    checkup()
    assert requests.get(site.url + "/desk/hello/").status_code == 200 and len(site.exchanges) == 1


def test_a_problem_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    from classroom.doctor import examine as doctor
    from classroom.doctor.finding import Diagnosis

    findings = [
        Diagnosis("loopback", "problem", "no port", "Allow Python"),
        Diagnosis("Chromium", "note", "x"),
    ]
    monkeypatch.setattr(doctor, "examine", lambda root: iter(findings))
    said = repr(checkup())
    assert "1 thing to mend" in said and "Allow Python" in said and "Chromium" not in said


def test_the_checkup_works_where_the_site_cannot_open(monkeypatch: pytest.MonkeyPatch) -> None:
    import classroom.cells.checkup

    def no_site() -> None:
        raise CourseError("no port")

    monkeypatch.setattr(classroom.cells.checkup, "open_site", no_site)
    assert "browser" not in [row.name for row in checkup().rows]


# Real processes


def start(code: str, **variables: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONUTF8": "1", **variables}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={name: value for name, value in environment.items() if value},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def finish(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out


def test_two_notebooks_at_once_agree(record: Path) -> None:
    code = "from classroom import predict\nfor _ in range(15):\n    for key in 'ab': predict({name!r}, key).compare()"
    names = ("03.who_writes", "03.three_requests", "03.what_goes_back")
    for notebook in [start(code.format(name=name)) for name in names]:
        finish(notebook)
    assert [learners_record().chosen(name) for name in names] == ["b"] * 3


def test_a_home_that_cannot_be_written_is_said_once_and_everything_works(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("a file, so that nothing can be made in it", encoding="utf-8")
    code = """
from classroom import exercise, open_site, predict, progress
print(predict("03.who_writes", "c"))
print(predict("03.who_writes").compare())
print(exercise("03.1").hint())
page = progress()
print(page)
print(progress().reset())
print(predict("03.who_writes"))
open_site().close()
"""
    variables = {"HOME": str(home), "CLASSROOM_PROGRESS": "", "XDG_DATA_HOME": "", "LOCALAPPDATA": str(home)}
    said = finish(start(code, **variables))
    assert said.count("kept in memory only") == 1
    assert "✗ You chose c" in said and "Hint 1 of 3" in said and "Kept in memory" in said
    assert "Forgot 1 task and 1 prediction" in said
    assert said.rstrip().endswith("with your letter."), "after the reset the prediction is open again"
