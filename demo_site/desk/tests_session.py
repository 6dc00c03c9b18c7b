"""Tests of the session bench: what each address stores, sends and leaves alone."""

from __future__ import annotations

import secrets
import time
from datetime import timedelta
from typing import Any
from unittest import mock

from django.contrib.sessions.models import Session
from django.test import override_settings
from django.utils import timezone

from desk.parameters import LARGEST_COOKIE
from neighbourhood.seeded import SeededTestCase

WEEKS = 1_209_600  # seconds: how long Django keeps a session by default


class BenchTestCase(SeededTestCase):
    def ask(self, what: str, status: int = 200, **query: Any) -> Any:
        """The answer of /desk/session/<what>/, with its status checked."""
        response = self.client.get(f"/desk/session/{what}/", query)
        self.assertEqual(response.status_code, status, response.content)
        return response

    def data(self) -> dict[str, Any]:
        """What the one session row holds."""
        return Session.objects.get().get_decoded()


class NothingStoredTests(BenchTestCase):
    def test_untouched_stores_nothing_and_sends_nothing(self) -> None:
        self.ask("write", key="note", value="hi")
        with self.assertNumQueries(0):
            response = self.ask("untouched")
        self.assertFalse(response.cookies)
        self.assertNotIn("Vary", response.headers)

    def test_reading_stores_nothing_and_says_that_it_depends_on_the_cookie(self) -> None:
        response = self.ask("read", key="note")
        self.assertEqual((response.json()["value"], response.headers["Vary"]), (None, "Cookie"))
        self.assertFalse(response.cookies)
        self.assertFalse(Session.objects.exists())

    def test_an_error_after_a_write_saves_nothing(self) -> None:
        self.assertFalse(self.ask("error", 500, key="note", value="lost").cookies)
        self.assertFalse(Session.objects.exists())
        self.ask("write", key="note", value="kept")
        self.ask("error", 500, key="note", value="lost")
        self.assertEqual(self.data(), {"note": "kept"})

    def test_the_index_touches_no_session_and_links_to_everything(self) -> None:
        with self.assertNumQueries(0):
            page = self.client.get("/desk/session/")
        self.assertNotIn("Vary", page.headers)
        for what in [
            "untouched", "read", "write", "append", "delete", "expire", "clear", "flush", "cycle-key", "show",
            "slow-write", "interrupted", "message", "messages", "error",
        ]:  # fmt: skip
            with self.subTest(what):
                self.assertContains(page, f'href="/desk/session/{what}/')
                self.assertEqual(self.client.post(f"/desk/session/{what}/").status_code, 405)


class WriteTests(BenchTestCase):
    def test_the_first_write_makes_a_session(self) -> None:
        response = self.ask("write", key="note", value="안녕")
        self.assertEqual(response.cookies["sessionid"].value, Session.objects.get().session_key)
        self.assertEqual((response.json()["data"], self.data()), ({"note": "안녕"}, {"note": "안녕"}))

    def test_a_change_inside_a_value_is_lost_unless_it_is_said(self) -> None:
        for value, modified, kept in [
            ("a", 0, ["a"]),  # the key was set, so this was saved
            ("b", 0, ["a"]),
            ("c", 0, ["a"]),
            ("d", 1, ["a", "d"]),
        ]:
            with self.subTest(value):
                self.assertIn(value, self.ask("append", value=value, modified=modified).json()["data"]["list"])
                self.assertEqual(self.data()["list"], kept)

    def test_a_value_that_is_no_list_is_not_appended_to(self) -> None:
        self.ask("write", key="list", value="text")
        self.ask("append", 400, value="a")

    def test_a_key_is_deleted_and_the_session_stays(self) -> None:
        self.ask("write", key="note", value="hi")
        key = self.cookie("sessionid")
        self.assertEqual(self.ask("delete", key="note").json(), {"did": "deleted note", "data": {}})
        self.assertEqual((self.data(), self.cookie("sessionid")), ({}, key))
        self.assertEqual(self.ask("delete", key="note").json()["did"], "found no note")

    def test_a_slow_write_overwrites_what_came_in_between(self) -> None:
        self.ask("write", key="n", value="1")

        def another_request(seconds: float) -> None:
            other = self.client_class()
            other.cookies["sessionid"] = self.cookie("sessionid")
            other.get("/desk/session/write/?key=fast&value=1")
            self.assertEqual(self.data(), {"n": "1", "fast": "1"})

        with mock.patch.object(time, "sleep", another_request):
            self.assertEqual(self.ask("slow-write", key="slow", value="1", seconds=1).json()["found"], ["n"])
        self.assertEqual(self.data(), {"n": "1", "slow": "1"})

    def test_bad_parameters(self) -> None:
        for what, query in [
            ("write", {"key": "_auth_user_id", "value": "1"}),
            ("write", {"key": "cart", "value": "x"}),
            ("write", {"key": "visits", "value": "x"}),
            ("write", {"key": "x" * 41}),
            ("write", {"key": ""}),
            ("write", {"key": "a", "value": "x" * (LARGEST_COOKIE + 1)}),
            ("read", {"key": "_auth_user_hash"}),
            ("delete", {"key": "_auth_user_id"}),
            ("append", {"modified": "yes"}),
            ("slow-write", {"seconds": "6"}),
            ("expire", {"seconds": ""}),
            ("expire", {"seconds": "1e3"}),
            ("expire", {"seconds": "99999999999"}),
            ("message", {"text": "x" * (LARGEST_COOKIE + 1)}),
        ]:
            with self.subTest(what, **query):
                response = self.ask(what, 400, **query)
                self.assertEqual(response.headers["Content-Type"], "text/plain; charset=utf-8")
                self.assertFalse(Session.objects.exists())


class EndTests(BenchTestCase):
    def lives(self) -> int:
        """The seconds that the row lives on, to the nearest ten."""
        return round((Session.objects.get().expire_date - timezone.now()).total_seconds(), -1)

    def test_set_expiry_in_its_forms(self) -> None:
        for query, max_age, row in [
            ({"seconds": "300"}, 300, 300),
            ({"seconds": "0"}, "", WEEKS),
            ({"seconds": "none"}, WEEKS, WEEKS),
            ({"seconds": "600", "fixed": "1"}, 600, 600),
        ]:
            with self.subTest(**query):
                cookie = self.ask("expire", **query).cookies["sessionid"]
                age = cookie["max-age"]
                self.assertEqual(age if age == "" else round(age, -1), max_age)
                self.assertEqual(self.lives(), row)

    def test_none_with_nothing_set_changes_nothing(self) -> None:
        self.assertFalse(self.ask("expire", seconds="none").cookies)

    def test_a_fixed_end_does_not_move_and_a_length_does(self) -> None:
        for fixed, later in [("1", 300), ("0", 600)]:
            with self.subTest(fixed):
                self.ask("flush")
                self.ask("expire", seconds="600", fixed=fixed)
                now = timezone.now()
                with mock.patch("django.utils.timezone.now", lambda now=now: now + timedelta(seconds=300)):
                    self.ask("write", key="note", value="hi")
                    self.assertEqual(self.lives(), later)

    def test_clear_keeps_key_row_and_cookie(self) -> None:
        self.ask("write", key="note", value="hi")
        key = self.cookie("sessionid")
        self.ask("clear")
        self.assertEqual((Session.objects.get().session_key, self.data(), self.cookie("sessionid")), (key, {}, key))

    def test_flush_deletes_the_row_and_asks_for_the_cookie_back(self) -> None:
        self.ask("write", key="note", value="hi")
        self.assertEqual(self.ask("flush").cookies["sessionid"]["max-age"], 0)
        self.assertFalse(Session.objects.exists())

    def test_cycle_key_moves_the_data(self) -> None:
        self.ask("write", key="note", value="hi")
        old = self.cookie("sessionid")
        self.ask("cycle-key")
        self.assertEqual((Session.objects.get().session_key, self.data()), (self.cookie("sessionid"), {"note": "hi"}))
        self.assertNotEqual(self.cookie("sessionid"), old)

    def test_a_session_deleted_meanwhile_stays_deleted(self) -> None:
        self.ask("interrupted", 400)
        self.ask("write", key="note", value="hi")
        response = self.ask("interrupted", 400)
        self.assertFalse(response.cookies)
        self.assertFalse(Session.objects.exists())

    @override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies")
    def test_a_signed_cookie_cannot_be_deleted_meanwhile(self) -> None:
        self.ask("write", key="note", value="hi")
        self.assertIn("interrupted", self.ask("interrupted").json()["data"])

    def test_show_says_all(self) -> None:
        self.ask("write", key="note", value="hi")
        shown = self.ask("show").json()
        self.assertEqual(
            shown,
            {
                "key": self.cookie("sessionid"),
                "data": {"note": "hi"},
                "expires_in_seconds": WEEKS,
                "ends_with_the_browser": False,
                "engine": "db",
            },
        )


class MessageTests(BenchTestCase):
    def test_a_message_is_shown_once_and_lies_in_a_cookie_of_its_own(self) -> None:
        self.assertIn("messages", self.ask("message", text="Saved.").cookies)
        self.assertFalse(Session.objects.exists())
        self.assertEqual(self.ask("messages").json()["messages"], ["Saved."])
        self.assertEqual(self.ask("messages").json()["messages"], [])

    def test_a_message_too_long_for_a_cookie_goes_into_the_session(self) -> None:
        text = secrets.token_hex(3_000)  # Django compresses what it puts into the cookie; this cannot be compressed
        self.ask("message", text=text)
        self.assertIn("_messages", self.data())
        self.assertEqual(self.ask("messages").json()["messages"], [text])
