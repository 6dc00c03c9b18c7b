"""The site's database by itself: what fails in it leaves it as it was, and free."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.errors import CourseError
from classroom.site import database as database_module
from classroom.site.database import Database, template
from classroom.site.live_site import open_site


@pytest.fixture
def database() -> Iterator[Database]:
    """A database of its own, beside the open site's."""
    open_site()  # sets Django up
    database = Database("file:/a-test?vfs=memdb")
    database.fill()
    yield database
    database.close()


ROW = ("a-key", "data", "2030-01-01 00:00:00")


def test_rows_are_added_all_or_none(database: Database) -> None:
    with pytest.raises(CourseError) as caught:
        database.add_sessions([ROW, ("another", None, ROW[2])])  # type: ignore[list-item]
    assert len(str(caught.value).splitlines()) == 3
    assert database.count_sessions() == 0 and database.is_free()
    database.add_sessions([ROW])
    assert [row.key for row in database.session_rows()] == ["a-key"] and database.is_free()


def test_asking_whether_it_is_free_holds_nothing(database: Database) -> None:
    assert database.is_free() and database.is_free()
    with sqlite3.connect(database.name, uri=True, timeout=0) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not database.is_free()
        other.rollback()
        other.execute("BEGIN IMMEDIATE")  # by the one who asked it is not held either
    other.close()
    assert database.is_free() and database.is_open()


def test_a_table_that_is_gone_holds_no_row_and_is_missed(database: Database) -> None:
    database.add_sessions([ROW])
    whole = database.snapshot()
    with sqlite3.connect(database.name, uri=True) as other:
        other.execute("DROP TABLE django_session")
    other.close()
    assert (database.session_rows(), database.count_sessions(), database.is_whole()) == ((), 0, False)
    with pytest.raises(CourseError):
        database.add_sessions([ROW])
    assert not database.restore(database.snapshot()), "the template takes the place of what lacks a table"
    assert database.is_whole() and database.count_sessions() == 0
    assert database.restore(whole) and database.count_sessions() == 1


def test_a_copy_of_a_busy_database_fails_and_holds_nothing(database: Database) -> None:
    """SQLite's own would wait for good."""
    with sqlite3.connect(database.name, uri=True, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        for copies in (database.fill, database.snapshot):
            with pytest.raises(CourseError, match="busy"):
                copies()
        other.rollback()
    other.close()
    database.snapshot().close()
    assert database.is_free()


def test_a_new_template_takes_the_place_of_the_old_ones_and_of_nothing_else(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "_folders", lambda: [tmp_path])
    others = ["template-0123456789abcdef.txt", "mine.sqlite3"]
    for name in ("template-0123456789abcdef.sqlite3", *others):
        (tmp_path / name).touch()
    made = template()
    name = f"template-{database_module._version()}.sqlite3"
    assert {each.name for each in tmp_path.iterdir()} == {name, "template.lock", *others}
    again = template()
    assert again.serialize() == made.serialize() == (tmp_path / name).read_bytes(), "read, and not made again"
    for each in (made, again):
        each.close()
