"""Reading a project's database file, which may have been made to do harm: bounded, and never written."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from classroom.workshop import session_file
from classroom.workshop.session_file import LONGEST, MOST_ROWS, read_rows, session_rows

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "


def made(path: Path, *statements: str) -> str:
    """Make a database file of these statements. Returns its path."""
    with closing(sqlite3.connect(path)) as file:
        for each in statements:
            file.execute(each)
        file.commit()
    return str(path)


def within_a_minute(work: Callable[[], Any]) -> Any:
    """Run it in a thread, so that a query without an end fails the test and does not hold it."""
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(work()), daemon=True)
    thread.start()
    thread.join(60)
    assert found, "it never ended"
    return found[0]


@pytest.mark.parametrize(
    "table",
    [
        f"CREATE VIEW django_session AS {ENDLESS} SELECT count(*) session_key, 1 session_data, 1 expire_date FROM n",
        f"CREATE VIEW django_session AS {ENDLESS} SELECT i session_key, 1 session_data, 1 expire_date FROM n WHERE 0",
    ],
)
def test_a_query_that_never_ends_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str) -> None:
    monkeypatch.setattr(session_file, "SECONDS", 0.1)
    path = made(tmp_path / "db", table)
    assert within_a_minute(lambda: read_rows(path, "SELECT * FROM django_session")) == []
    assert within_a_minute(lambda: session_rows(path)) == ()


@pytest.mark.parametrize(
    "call", ["trim({0}, {0})", "ltrim({0}, {0})", "rtrim({0}, {0})", "printf({1}, 'x')", "format({1}, 'x')"]
)
def test_a_function_that_is_slow_in_one_call_is_not_called(tmp_path: Path, call: str) -> None:
    slow = call.format(f"replace(hex(zeroblob({LONGEST // 4})), '0', 'a')", "'%.*c', 2000000000")
    path = made(
        tmp_path / "db",
        f"CREATE VIEW slow AS SELECT {slow}",
        f"CREATE VIEW quick AS SELECT {call}".format("'x'", "'%s'"),
    )
    assert within_a_minute(lambda: read_rows(path, "SELECT * FROM slow")) == []
    # A slow call may also be ended later, for its length or its time: the refusal itself shows in one that is neither.
    assert read_rows(path, "SELECT * FROM quick") == []


def test_of_many_rows_the_first_are_read(tmp_path: Path) -> None:
    path = made(tmp_path / "db", f"CREATE VIEW many AS {ENDLESS} SELECT i FROM n")
    assert within_a_minute(lambda: len(read_rows(path, "SELECT * FROM many"))) == MOST_ROWS


@pytest.mark.parametrize("value", ["zeroblob(1000)", "hex(zeroblob(500))"], ids=["blobs", "texts"])
def test_of_many_bytes_the_first_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setattr(session_file, "MOST_BYTES", 10_500)
    path = made(tmp_path / "db", f"CREATE VIEW large AS {ENDLESS} SELECT {value}, i, {value} FROM n LIMIT 100")
    rows = read_rows(path, "SELECT * FROM large")
    assert [number for _, number, _ in rows] == [1, 2, 3, 4, 5]


def test_one_value_has_a_limit(tmp_path: Path) -> None:
    path = made(tmp_path / "db", "CREATE TABLE t (a)", f"INSERT INTO t VALUES (zeroblob({LONGEST + 1}))")
    assert read_rows(path, "SELECT a FROM t") == []
    assert read_rows(path, f"SELECT zeroblob({LONGEST + 1})") == []
    assert read_rows(path, "SELECT length(zeroblob(10))") == [(10,)]


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO t VALUES (2)",
        "DELETE FROM t",
        "DROP TABLE t",
        "PRAGMA user_version = 5",
        "ATTACH DATABASE '{other}' AS other",
        "VACUUM INTO '{other}'",
        "SELECT load_extension('{other}')",
        "SELECT * FROM t; DELETE FROM t",
    ],
)
def test_it_is_read_and_nothing_is_written(tmp_path: Path, sql: str) -> None:
    path, other = made(tmp_path / "db", "CREATE TABLE t (a)", "INSERT INTO t VALUES (1)"), tmp_path / "other"
    before = Path(path).read_bytes()
    with suppress(sqlite3.Warning):  # so Python 3.11 calls its refusal of two statements
        assert read_rows(path, sql.format(other=other)) == []
    assert Path(path).read_bytes() == before and not other.exists()
    assert read_rows(path, "SELECT a FROM t") == [(1,)]


def test_where_there_is_no_file_none_is_made(tmp_path: Path) -> None:
    for name in ("missing", "miss?ing=1#a", "한글 %00"):
        assert read_rows(str(tmp_path / name), "SELECT 1") == [] == list(session_rows(str(tmp_path / name)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "row",
    ["(1, 2, 3)", "(NULL, NULL, NULL)", "('k', 'd', 'no date')", "('k', x'00ff', '2026-01-01')", "('k', 'd', 9e99)"],
)
def test_a_table_of_another_shape_has_no_sessions(tmp_path: Path, row: str) -> None:
    table = "CREATE TABLE django_session (session_key, session_data, expire_date)"
    path = made(tmp_path / "db", table, f"INSERT INTO django_session VALUES {row}")
    for each in session_rows(path):
        assert each.data == {}
