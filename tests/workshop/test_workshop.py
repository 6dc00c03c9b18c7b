"""The learner's project on disk: real, theirs, served, recorded, reloaded."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import requests
from a_project import get, page, write

from classroom.errors import CourseError
from classroom.workshop import project
from classroom.workshop.workshop import Workshop, open_workshop


def test_it_is_what_startproject_writes_and_runs_without_the_course(workshop: Workshop) -> None:
    names = set(project.text_files(workshop.folder))
    assert names == {"manage.py", *(f"mysite/{name}.py" for name in ("__init__", "asgi", "settings", "urls", "wsgi"))}
    assert not [path for path in workshop.folder.rglob("*.py") if "classroom" in path.read_text(encoding="utf-8")]
    ran = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=workshop.folder, capture_output=True, text=True, timeout=60
    )
    assert "no issues" in ran.stdout, ran.stderr


def test_opening_again_gives_the_same_one_and_touches_no_file(workshop: Workshop) -> None:
    write(workshop, "mysite/mine.py", "mine = 1\n")
    before = project.text_files(workshop.folder)
    threads = threading.active_count()
    for _ in range(5):
        assert open_workshop() is workshop
    assert project.text_files(workshop.folder) == before
    assert threading.active_count() == threads


def test_it_shows_where_it_is(workshop: Workshop) -> None:
    assert repr(workshop).splitlines() == [f"Your project answers at {workshop.url}/", f"Its files: {workshop.folder}"]


def test_reset_loses_nothing(workshop: Workshop) -> None:
    write(workshop, "mysite/mine.py", "mine = 1\n")
    get(workshop)
    url = workshop.url
    said = workshop.reset()
    copy = workshop.folder.with_name(f"{workshop.folder.name}-copy-1")
    assert (copy / "mysite/mine.py").read_text(encoding="utf-8") == "mine = 1\n" and (copy / "db.sqlite3").is_file()
    assert str(copy) in repr(said)
    assert not (workshop.folder / "mysite/mine.py").exists()
    assert workshop.exchanges == () and workshop.url == url and get(workshop).status_code == 200
    workshop.reset()
    assert workshop.folder.with_name(f"{workshop.folder.name}-copy-2").is_dir()
    for number in (1, 2):
        shutil.rmtree(workshop.folder.with_name(f"{workshop.folder.name}-copy-{number}"))


@pytest.mark.parametrize("name", ["", "..", "a/b", "/tmp/x", ".hidden", "x" * 99])
def test_a_name_that_is_no_folders_is_refused(name: str) -> None:
    with pytest.raises(CourseError) as caught:
        open_workshop(name)
    assert len(str(caught.value).splitlines()) <= 3


def test_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(project.VARIABLE, raising=False)
    monkeypatch.setattr(project, "user_data_path", lambda name: tmp_path / "data")
    monkeypatch.setattr(project, "make", lambda folder, changes=(): folder.mkdir())
    for name in ("notebooks", "exercises", "elsewhere"):
        (tmp_path / name).mkdir()
    assert project.find_or_make("a", tmp_path / "elsewhere") == tmp_path / "elsewhere" / "a"
    assert project.find_or_make("a", tmp_path / "notebooks") == tmp_path / "exercises" / "a", (
        "lessons share the exercises'"
    )
    (tmp_path / "no folder").write_text("", encoding="utf-8")
    assert project.find_or_make("a", tmp_path / "no folder") == tmp_path / "data" / "a"


def test_every_side_of_an_exchange_is_recorded(workshop: Workshop) -> None:
    page(workshop, "request.session['cart'] = ['board']\nreturn HttpResponse('한글')")
    client = requests.Session()
    for _ in range(2):
        client.get(workshop.url + "/?a=1", timeout=30)
    first, second = workshop.exchanges
    assert first.request.start_line == "GET /?a=1 HTTP/1.1" and first.response.text == "한글"
    assert first.response.header("server") and first.response.header("date"), "as they travelled"
    assert first.notes and second.notes and first.notes.view == "mysite.views.page"
    assert first.notes.session_before is None and first.notes.session_after is not None
    assert second.notes.session_before == first.notes.session_after._replace(key=second.notes.session_before.key)
    assert first.notes.session_after.data == {"cart": ["board"]}
    assert any("INSERT INTO" in each.sql for each in first.notes.statements)
    assert first.notes.steps[-1].layer == "SecurityMiddleware" and first.notes.layers[0] == "SecurityMiddleware"
    assert [row.data for row in workshop.sessions] == [{"cart": ["board"]}]
    assert first.connection == second.connection
    assert workshop.session_engine == "db"


def test_drawings_serve_it_as_well(workshop: Workshop) -> None:
    from classroom import both_sides, ladder, onion, show

    client = requests.Session()
    client.get(workshop.url + "/admin/login/", timeout=30)
    assert "GET /admin/login/" in repr(show(workshop)) and "GET /admin/login/" in repr(ladder(workshop.exchanges))
    assert "SessionMiddleware" in repr(onion(workshop.exchanges[-1]))
    assert "csrftoken" in repr(both_sides(client, workshop))


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("mysite/views.py", "'one'", "'two'"),
        ("mysite/templates/page.html", "one", "two"),
        ("mysite/settings.py", "WORD = 'one'", "WORD = 'two'"),
    ],
)
def test_a_changed_file_counts_from_the_next_request_on(workshop: Workshop, name: str, before: str, after: str) -> None:
    page(
        workshop,
        "from django.conf import settings\nfrom django.shortcuts import render\n"
        "return render(request, 'page.html', {'word': ['one', settings.WORD]})",
        "one {{ word }}",
    )
    settings = (workshop.folder / "mysite/settings.py").read_text(encoding="utf-8")
    write(workshop, "mysite/settings.py", f"{settings}\nINSTALLED_APPS += ['mysite']\nWORD = 'one'\n")
    with requests.Session() as client:
        assert "two" not in client.get(workshop.url, timeout=30).text
        path = workshop.folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
        assert "two" in client.get(workshop.url, timeout=30).text
    first, second = workshop.exchanges
    assert first.connection == second.connection, "the client's connection outlives the restart"


def test_many_clients_lose_nothing_while_files_change(workshop: Workshop) -> None:
    page(workshop, "return HttpResponse('n = 0')")
    seen: list[int] = []

    def ask() -> None:
        with requests.Session() as client:
            seen.extend(client.get(workshop.url, timeout=60).status_code for _ in range(15))

    clients = [threading.Thread(target=ask) for _ in range(4)]
    for client in clients:
        client.start()
    for number in range(1, 4):
        page(workshop, f"return HttpResponse('n = {number}')")
        assert get(workshop).text == f"n = {number}"
    for client in clients:
        client.join()
    assert seen == [200] * 60


def test_a_streamed_answer_comes_piece_by_piece(workshop: Workshop) -> None:
    page(
        workshop,
        "from django.http import StreamingHttpResponse\n"
        "return StreamingHttpResponse(f'{n}\\n' for n in range(1 if request.method == 'HEAD' else 10**9))",
    )
    with requests.get(workshop.url, timeout=30, stream=True) as answer:
        lines = answer.iter_lines(chunk_size=16)
        assert [next(lines) for _ in range(3)] == [b"0", b"1", b"2"]
    page(workshop, "return HttpResponse('well')")
    assert get(workshop).text == "well"


def test_what_it_prints_lands_in_its_log_and_nowhere_else(
    workshop: Workshop, capfd: pytest.CaptureFixture[str]
) -> None:
    page(
        workshop,
        "import os\nprint('printed ✓')\nos.write(1, b'raw\\n')\n"
        "os.system('echo from a child')\nreturn HttpResponse('ok')",
    )
    assert get(workshop).text == "ok"
    assert {"printed ✓", "raw", "from a child"} <= set(workshop.log)
    assert capfd.readouterr() == ("", "")


def test_it_inherits_nothing_of_the_kernels(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "classroom.site.settings")
    monkeypatch.setenv("JPY_API_TOKEN", "secret")
    page(workshop, "import os\nreturn HttpResponse(' '.join(os.environ) + ' '.join(request.environ))")
    text = get(workshop).text
    assert "JPY_API_TOKEN" not in text and "ALLOW_ASYNC" not in text and "HTTP_HOST" in text
    assert workshop.problem is None


def test_a_traceback_comes_without_colours(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel sets FORCE_COLOR, and from Python 3.13 on the escapes hid the fault from our explanation."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    said = workshop.manage("shell", "--no-imports", "-c", "import os; print(os.environ.get('PYTHON_COLORS'))\nmissing")
    assert said.output.startswith("0\n") and "\x1b" not in said.output
    assert said.problem and said.problem.what.startswith("NameError")


def test_manage(workshop: Workshop) -> None:
    made = workshop.manage("startapp", "accounts")
    assert made.ok and "accounts/views.py" in made.made and "New: accounts/" in repr(made)
    assert "No changes detected" in repr(workshop.manage("makemigrations"))
    assert len(repr(workshop.manage("migrate", "-v", "3")).splitlines()) <= 8
    unknown = workshop.manage("nonsense")
    assert not unknown.ok and "Unknown command: 'nonsense'" in repr(unknown) and len(repr(unknown).splitlines()) <= 3
    tests = "from django.test import TestCase\n\n\nclass T(TestCase):\n    def test(self):\n"
    tests += "        self.assertEqual(self.client.get('/nowhere/').status_code, 200)\n"
    write(workshop, "accounts/tests.py", tests)
    failed = repr(workshop.manage("test"))
    assert failed.splitlines()[0] == "AssertionError: 404 != 200"
    assert (
        failed.splitlines()[1].startswith("accounts/tests.py, line 6: self.assertEqual(")
        and "FAILED (failures=1)" in failed
    )
    assert "served already" in repr(workshop.manage("runserver"))
    write(workshop, "mysite/urls.py", "urlpatterns = [\n")
    assert "mysite/urls.py, line 1" in repr(workshop.manage("check"))


def test_a_command_that_waits_is_stopped(workshop: Workshop) -> None:
    ran = workshop.manage("shell", "-c", "import time; time.sleep(60)", seconds=3)
    assert not ran.ok and "longer than 3 seconds" in repr(ran) and len(repr(ran).splitlines()) <= 3


def test_closing_ends_the_process_and_leaves_nothing(workshop: Workshop) -> None:
    get(workshop)
    worker = workshop._now().process._worker
    assert worker is not None
    pid = worker._process.pid
    workshop.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)  # neither running nor left as a zombie
    assert "closed" in repr(workshop)
    assert get(workshop).status_code == 200, "asking opens it again"
