"""A check never changes the learner's files or data, and always ends."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
import requests
from a_project import page, write

from classroom.check.conversation import Conversation
from classroom.check.lesson import Lesson
from classroom.check.objections import NotYet
from classroom.check.project_exercise import ProjectExercise
from classroom.check.project_work import ProjectWork, Site
from classroom.check.task import KnownMistake, ProjectTask
from classroom.check.trees import Trees
from classroom.check.verdict import Outcome, Place, Verdict
from classroom.learner.record import Progress
from classroom.record.exchange import Exchange
from classroom.workshop import project
from classroom.workshop.bench import open_bench
from classroom.workshop.workbench import Workbench
from classroom.workshop.workshop import Workshop


def judge(workshop: Workshop, tmp_path: Path, check: object) -> Verdict:
    return exercise(workshop, tmp_path, a_task(check)).check()


def a_task(check: object, **fields: object) -> ProjectTask:
    about = {"name": "90.9", "title": "x", "minutes": 1, "debrief": "d", "mistakes": (), **fields}
    return ProjectTask(check=check, hints=("", "", ""), **about)  # type: ignore[arg-type]


def exercise(workshop: Workshop, tmp_path: Path, task: ProjectTask) -> ProjectExercise:
    def none(name: str) -> ProjectTask:
        raise AssertionError(name)

    bench = Workbench(workshop.folder.name)
    trees = Trees(none, lambda name: tmp_path / "projects" / name)
    return ProjectExercise(
        task, Lesson(tmp_path), Progress(tmp_path / "p.json"), workbench=bench, chance=Random(1), trees=trees
    )


def ask_for_the_page(work: ProjectWork) -> None:
    with work.serve() as site:
        site.client().get("/")


def test_the_learners_files_and_data_stay(workshop: Workshop, tmp_path: Path) -> None:
    page(workshop, "request.session['n'] = 1\nreturn HttpResponse('x')")
    workshop.manage("createsuperuser", "--noinput", "--username=me", "--email=a@b.c")
    files, data = project.text_files(workshop.folder), (workshop.folder / "db.sqlite3").read_bytes()

    def check(work: ProjectWork) -> None:
        with work.serve() as site:
            site.user("alice")
            site.client().get("/")
            assert [row.data for row in site.sessions] == [{"n": 1}]
            assert site.rows("SELECT username FROM auth_user") == [("alice",)], "a fresh database, with nobody in it"
            assert site.rows("SELECT 1 FROM nowhere") == []
            assert (
                site.python("from django.contrib.auth.models import User\nresult = User.objects.count() + n", n=1) == 2
            )
        assert work.files["manage.py"] and work.manage("check").ok

    assert judge(workshop, tmp_path, check).outcome is Outcome.PASSED
    assert project.text_files(workshop.folder) == files and (workshop.folder / "db.sqlite3").read_bytes() == data
    assert workshop.exchanges == ()


def test_a_database_that_lies_elsewhere_is_left_alone(workshop: Workshop, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.sqlite3"
    settings = (workshop.folder / "mysite/settings.py").read_text(encoding="utf-8")
    write(workshop, "mysite/settings.py", f"{settings}\nDATABASES['default']['NAME'] = {str(elsewhere)!r}\n")
    with open_bench(workshop.folder) as bench:
        assert bench.problem is None
        assert bench.rows("SELECT COUNT(*) FROM django_session") == [(0,)]
    assert not elsewhere.exists()


DAMAGE = {
    "loop": ("while True:\n    pass", "longer than"),
    "regular expression": ("import re\nre.match(r'(a+)+$', 'a' * 60 + 'b')", "longer than"),
    "os._exit": ("import os\nos._exit(0)", "exit code 0"),
    "sys.exit": ("import sys\nsys.exit()", "SystemExit"),
    "memory": ("return HttpResponse('x' * 9_000_000_000)", "MemoryError"),
    "recursion": ("return page(request)", "RecursionError"),
    "crash": ("import ctypes\nctypes.string_at(0)", "ended"),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_any_damage_gets_a_verdict_that_names_the_line(workshop: Workshop, tmp_path: Path, case: str) -> None:
    view, what = DAMAGE[case]
    page(workshop, view)
    verdict = judge(workshop, tmp_path, ask_for_the_page)
    assert verdict.outcome is Outcome.ERROR and what in verdict.seen, str(verdict)
    assert verdict.file == "mysite/views.py" and verdict.line in (5, 6, 7)
    assert verdict.exchanges[-1].status in (500, 504)


def test_tables_without_a_migration_are_an_error_in_words(workshop: Workshop, tmp_path: Path) -> None:
    (workshop.folder / "notes/migrations").mkdir(parents=True)
    write(workshop, "notes/__init__.py", "")
    write(
        workshop,
        "notes/models.py",
        "from django.db import models\nclass Note(models.Model):\n    text = models.TextField()\n",
    )
    settings = (workshop.folder / "mysite/settings.py").read_text(encoding="utf-8")
    write(workshop, "mysite/settings.py", f"{settings}\nINSTALLED_APPS += ['notes']\n")
    page(workshop, "from notes.models import Note\nreturn HttpResponse(str(Note.objects.count()))")
    verdict = judge(workshop, tmp_path, ask_for_the_page)
    assert verdict.outcome is Outcome.ERROR and "no such table: notes_note" in verdict.seen
    assert 'workshop.manage("makemigrations", "notes")' in verdict.next


def test_what_the_check_objects_to_is_not_yet(workshop: Workshop, tmp_path: Path) -> None:
    def check(work: ProjectWork) -> None:
        with work.serve() as site:
            answer = site.client().get("/nowhere/")
            raise NotYet(expected="a page", seen=answer.short, exchange=answer.exchange)

    (tmp_path / "projects/90.9/solution/mysite").mkdir(parents=True)
    (tmp_path / "projects/90.9/solution/mysite/new.py").write_text("", encoding="utf-8")
    verdict = judge(workshop, tmp_path, check)
    assert verdict.outcome is Outcome.NOT_STARTED and "mysite/new.py" in verdict.next
    write(workshop, "mysite/new.py", "x = 1\n")
    verdict = judge(workshop, tmp_path, check)
    assert verdict.outcome is Outcome.NOT_YET and "404 Not Found (exchange 1: GET /nowhere/)" in str(verdict)
    (workshop.folder / "mysite/new.py").rename(workshop.folder / "mysite/other.py")
    assert judge(workshop, tmp_path, check).outcome is Outcome.NOT_YET, "an answer in a file that ours does not name"
    (workshop.folder / "mysite/other.py").unlink()
    page(workshop, "return HttpResponse(nothing)")
    assert judge(workshop, tmp_path, ask_for_the_page).outcome is Outcome.ERROR


def test_a_project_that_does_not_load_shows_the_mistake_that_its_error_names(
    workshop: Workshop, tmp_path: Path
) -> None:
    def sees_a_word(talk: Conversation) -> bool:
        return any("HttpResponse" in text for text in talk.files.values())

    def sees_the_error(talk: Conversation) -> bool:
        return "No module named 'mysite.vews'" in str(talk.error or "")

    signs = {"word": sees_a_word, "error": sees_the_error}
    mistakes = tuple(KnownMistake(name, f"why {name}", Place("x", "x"), sign) for name, sign in signs.items())
    task = a_task(ask_for_the_page, mistakes=mistakes)
    page(workshop, "return HttpResponse(nothing)")
    verdict = exercise(workshop, tmp_path, task).check()
    assert (verdict.outcome, verdict.mistake) == (Outcome.ERROR, "word"), "it was served: its files may be read"
    write(workshop, "mysite/urls.py", "import mysite.vews\n")
    verdict = exercise(workshop, tmp_path, task).check()
    assert (verdict.outcome, verdict.mistake, verdict.why) == (Outcome.ERROR, "error", "why error")
    write(workshop, "mysite/urls.py", "urlpatterns = [\n")
    verdict = exercise(workshop, tmp_path, task).check()
    assert (verdict.outcome, verdict.mistake) == (Outcome.ERROR, ""), "a word in a file explains no syntax error"


def test_a_form_is_filled_in_as_a_person_does(workshop: Workshop, tmp_path: Path) -> None:
    def check(work: ProjectWork) -> None:
        with work.serve() as site:
            root = site.user("root", is_staff=True, is_superuser=True)
            client = site.client()
            page = client.follow(client.get("/admin/"))
            answer = client.submit(page, username=root.name, password=root.password)
            assert (answer.status, answer.location, answer.user) == (302, "/admin/", "root")
            assert client.follow(answer).status == 200 and "sessionid" in client.cookies
            thief = site.client()
            thief.carry(sessionid=client.cookies["sessionid"])
            assert thief.get("/admin/").user == "root"
            client.forget()
            assert client.get("/admin/").user == "AnonymousUser" and client.post("/admin/", {}).status == 403
            client.submit("/admin/login/", nonsense="x")

    (tmp_path / "projects/90.9/solution/mysite").mkdir(parents=True)
    (tmp_path / "projects/90.9/solution/mysite/urls.py").write_text("x", encoding="utf-8")
    write(
        workshop,
        "mysite/urls.py",
        "from django.contrib import admin\nfrom django.urls import path\n"
        "urlpatterns = [path('admin/', admin.site.urls)]\n",
    )
    verdict = judge(workshop, tmp_path, check)
    assert verdict.outcome is Outcome.NOT_YET and "fields nonsense" in verdict.expected
    assert verdict.seen == "its fields are csrfmiddlewaretoken, next, password, username"


FAILS_FOR_OTHERS = """
if request.GET.get("who") == "other":
    raise LookupError("of the other")
if request.GET.get("who") == "mine":
    raise KeyError("of mine")
return HttpResponse("mine")
"""


@pytest.mark.parametrize("alive", [True, False], ids=["on one connection", "on a new one each time"])
def test_what_another_client_of_the_same_name_asks_meanwhile_is_not_judged(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alive: bool
) -> None:
    """Between the answer that the check's client has read and the look for its exchange, the other is answered."""
    page(workshop, FAILS_FOR_OTHERS)
    other = requests.Session()
    other.headers["Connection"] = "keep-alive" if alive else "close"
    asked: list[str] = []
    find = Site.exchange_from

    def ask_first(site: Site, client_port: int) -> Exchange:
        for target in ("/favicon.ico", "/", "/?who=other"):
            other.get(site.url + target, timeout=60)
            asked.append(target)
        return find(site, client_port)

    monkeypatch.setattr(Site, "exchange_from", ask_first)

    def check(work: ProjectWork) -> None:
        with work.serve() as site:
            client, second = site.client(), site.client()
            for number in range(20):
                for each in (client, second):
                    answer = each.get(f"/?n={number}")
                    if answer.exchange.target != f"/?n={number}" or answer.text != "mine":
                        raise NotYet(expected="the answer of this client", seen=answer.exchange.target)
            numbers = [each.number for each in site.exchanges]
            assert len(numbers) == 40 and len({each.connection for each in site.exchanges}) == 2
            client.get("/?who=mine")

    verdict = judge(workshop, tmp_path, check)
    assert verdict.outcome is Outcome.ERROR and "of mine" in verdict.seen, str(verdict)
    assert len(asked) == 3 * 41 and {each.path for each in verdict.exchanges} == {"/"}
    assert not [each for each in verdict.exchanges if "other" in each.target]
    other.close()


def test_an_interrupt_ends_with_a_kind_word_and_leaves_nothing(workshop: Workshop, tmp_path: Path) -> None:
    seen: list[str] = []

    def check(work: ProjectWork) -> None:
        with work.serve() as site:
            seen.append(site.url)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        judge(workshop, tmp_path, check)
    assert "your files are fine" in str(caught.value)
    with pytest.raises(requests.ConnectionError):
        requests.get(seen[0], timeout=5)


def test_start_puts_the_beginning_in_place_and_keeps_what_was_there(workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "projects/90.9/starter/mysite").mkdir(parents=True)
    (tmp_path / "projects/90.9/starter/mysite/settings.py.append").write_text("STARTED = True\n", encoding="utf-8")
    (tmp_path / "projects/90.9/starter/mysite/wsgi.py.delete").write_text("", encoding="utf-8")
    write(workshop, "mysite/mine.py", "mine = 1\n")
    said = exercise(workshop, tmp_path, a_task(ask_for_the_page)).start()
    settings = (workshop.folder / "mysite/settings.py").read_text(encoding="utf-8")
    assert settings.endswith("\n\nSTARTED = True\n") and "SECRET_KEY" in settings
    assert not (workshop.folder / "mysite/wsgi.py").exists() and not (workshop.folder / "mysite/mine.py").exists()
    copy = workshop.folder.with_name("workshop-copy-1")
    assert (copy / "mysite/mine.py").is_file() and str(copy) in said


def test_nothing_of_a_check_is_left(workshop: Workshop) -> None:
    with open_bench(workshop.folder) as bench:
        url, folder = bench.url, bench.folder
        assert folder.is_dir()
    assert not folder.parent.exists()
    with pytest.raises(requests.ConnectionError):
        requests.get(url, timeout=5)
