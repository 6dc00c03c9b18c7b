"""Tests of what the desk and the tracker take and show at most: a client may send far more."""

from __future__ import annotations

from unittest import mock
from urllib.parse import quote

from desk.parameters import KEPT_BY_OTHERS, LARGEST_COOKIE
from desk.views import MOST_CHARACTERS, MOST_ROWS
from neighbourhood.seeded import SeededTestCase
from tracker.models import Visit
from tracker.views import MOST_VISITS


class BoundTests(SeededTestCase):
    def test_of_many_and_long_cookies_the_first_are_listed_and_the_rest_is_counted(self) -> None:
        header = "; ".join(f"c{number}={'x' * 2_000}" for number in range(MOST_ROWS + 7))
        page = self.client.get("/desk/cookies/", headers={"cookie": header})
        self.assertEqual(len(page.context["rows"]), MOST_ROWS)
        self.assertEqual(page.context["more"], 7)
        self.assertEqual({len(value) for _, value in page.context["rows"]}, {MOST_CHARACTERS})
        self.assertLess(len(page.content), MOST_ROWS * (MOST_CHARACTERS + 200))

    def test_a_cookie_has_a_size(self) -> None:
        for length, status in ((LARGEST_COOKIE - 1, 200), (LARGEST_COOKIE, 400), (100_000, 400)):
            with self.subTest(length):
                response = self.client.get("/desk/set-cookie/", {"name": "a", "value": "x" * length})
                self.assertEqual(response.status_code, status)
                self.assertEqual("a" in response.cookies, status == 200)

    def test_a_number_of_seconds_has_a_size(self) -> None:
        wrong = ["1000000001", "-1000000001", "9" * 11, "9" * 5_000, "-" + "9" * 5_000, "٣", "1.5", "+1", "1_0", "1\n"]
        for address in ("/desk/set-cookie/?name=a&value=1&max_age=", "/desk/session/expire/?seconds="):
            for text, status in [("1000000000", 200), ("-1000000000", 200), *((each, 400) for each in wrong)]:
                with self.subTest(address, text=text[:12]):
                    self.assertEqual(self.client.get(address + quote(text)).status_code, status)

    def test_of_a_long_line_a_refusal_repeats_little(self) -> None:
        for line in ("_xsrf=" + "x" * 8_000, "a" * 60_000, "\x00" * 8_000):
            response = self.client.get("/desk/set-cookie/", {"line": line})
            self.assertEqual(response.status_code, 400)
            self.assertLess(len(response.content), 1_000)

    def test_a_path_a_name_and_a_key_have_a_length(self) -> None:
        for address, most in (
            ("/desk/set-cookie/?name=a&value=1&path=/", 500),
            ("/desk/set-cookie/?value=1&name=", 256),
            ("/desk/set-cookie/?name=a&value=1&domain=", 252),
            ("/desk/session/read/?key=", 40),
        ):
            for length, status in ((most, 200), (most + 1, 400), (50_000, 400)):
                with self.subTest(address, length=length):
                    response = self.client.get(address + "x" * length)
                    self.assertEqual(response.status_code, status)
                    self.assertLess(len(response.content), 10_000)

    def test_an_address_to_go_to_has_a_length(self) -> None:
        for length, status in ((1_900, 302), (3_000, 400), (60_000, 400)):
            with self.subTest(length):
                response = self.client.get("/desk/redirect/", {"to": "/desk/echo/?" + "x" * length})
                self.assertEqual(response.status_code, status)
                self.assertLess(len(response.headers.get("Location", "")), 2_100)

    def test_what_other_pages_and_django_keep_is_not_written(self) -> None:
        self.log_in()
        before = dict(self.client.session.items())
        with mock.patch("desk.session_views.time"):
            for key in [*KEPT_BY_OTHERS, "_auth_user_id", "_auth_user_hash", "_session_expiry", "_", "__class__"]:
                for view in ("write", "slow-write", "error"):
                    with self.subTest(view, key=key):
                        response = self.client.get(f"/desk/session/{view}/", {"key": key, "value": "2"})
                        self.assertEqual(response.status_code, 400)
        self.assertEqual({"cart", "visits"}, KEPT_BY_OTHERS)
        self.assertEqual(dict(self.client.session.items()), before)

    def test_the_tracker_shows_its_latest_visits(self) -> None:
        Visit.objects.bulk_create(
            [Visit(tracker_id=f"{number:016x}", page=f"/{number}/") for number in range(MOST_VISITS + 50)]
        )
        everybody = self.client.get("/tracker/profile/").context["everybody"]
        self.assertEqual(len(everybody), MOST_VISITS)
        self.assertIn(f"{MOST_VISITS + 49:016x}", everybody)
