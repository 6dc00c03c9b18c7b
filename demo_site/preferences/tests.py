"""Tests of preferences: every choice is a cookie, and a cookie may hold anything."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.test import Client, SimpleTestCase

from neighbourhood.cookie_text import from_cookie, to_cookie
from neighbourhood.seeded import SeededTestCase
from preferences.carried import PURPOSES


class PreferencesTests(SeededTestCase):
    choices = {"theme": "dark", "language": "ko", "remembered_name": "민아"}

    def test_each_choice_goes_into_its_cookie_for_a_year(self) -> None:
        response = self.client.post("/preferences/", self.choices)
        self.assertRedirects(response, "/preferences/")
        values = {name: (cookie.value, cookie["max-age"]) for name, cookie in response.cookies.items()}
        year = 365 * 24 * 60 * 60
        expected = {"theme": "dark", "language": "ko", "remembered_name": "%EB%AF%BC%EC%95%84"}
        self.assertEqual(values, {name: (value, year) for name, value in expected.items()})

    def test_the_server_keeps_nothing(self) -> None:
        self.client.post("/preferences/", self.choices)
        self.assertEqual(Session.objects.count(), 0)

    def test_the_form_shows_what_the_cookies_say(self) -> None:
        self.client.post("/preferences/", self.choices)
        page = self.client.get("/preferences/")
        self.assertContains(page, '<option value="dark" selected>')
        self.assertContains(page, 'value="민아"')

    def test_the_theme_reaches_every_page(self) -> None:
        self.client.cookies["theme"] = "dark"
        self.assertContains(self.client.get("/"), 'data-theme="dark"')

    def test_the_menu_speaks_the_language_and_says_so(self) -> None:
        self.client.cookies["language"] = "ko"
        page = self.client.get("/")
        self.assertContains(page, 'aria-label="Main" lang="ko"')
        self.assertContains(page, "게시판")

    def test_an_empty_name_is_forgotten(self) -> None:
        self.client.cookies["remembered_name"] = "alice"
        response = self.client.post("/preferences/", {**self.choices, "remembered_name": ""})
        self.assertEqual(response.cookies["remembered_name"]["max-age"], 0)

    def test_a_choice_that_is_not_offered_is_refused(self) -> None:
        response = self.client.post("/preferences/", {**self.choices, "theme": "plaid"})
        self.assertContains(response, "plaid is not one of the available choices", status_code=200)
        self.assertEqual(set(response.cookies), {"csrftoken"})

    def test_cookies_that_we_did_not_write_change_nothing(self) -> None:
        for value in ["plaid", '"><script>', "", "x" * 5_000, "%ED%95%9C"]:
            with self.subTest(value[:20]):
                header = f"theme={value}; language={value}; remembered_name={value}"
                page = self.client.get("/preferences/", headers={"cookie": header})
                self.assertContains(page, 'data-theme="auto"')
                self.assertNotContains(page, "<script>")

    def test_the_notice_is_hidden_for_one_day(self) -> None:
        response = self.client.post("/preferences/hide-notice/")
        self.assertRedirects(response, "/market/")
        self.assertEqual(response.cookies["notice_hidden"]["max-age"], 86_400)
        self.assertContains(self.client.get("/preferences/"), "name=notice_hidden")

    def test_hiding_the_notice_needs_post(self) -> None:
        self.assertEqual(self.client.get("/preferences/hide-notice/").status_code, 405)

    def test_the_pop_up_is_closed_until_the_browser_closes(self) -> None:
        self.assertContains(self.client.get("/market/"), "<dialog")
        response = self.client.post("/preferences/close-popup/")
        self.assertRedirects(response, "/market/")
        cookie = response.cookies["popup_closed"]
        self.assertEqual((cookie["max-age"], cookie["expires"], cookie["samesite"]), ("", "", "Lax"))
        self.assertNotContains(self.client.get("/market/"), "<dialog")
        self.assertContains(self.client.get("/market/"), "Do not show this today")
        self.assertContains(self.client.get("/preferences/"), "name=popup_closed")

    def test_closing_the_pop_up_needs_post(self) -> None:
        self.assertEqual(self.client.get("/preferences/close-popup/").status_code, 405)


class PrivateWindowTests(SeededTestCase):
    def make_every_choice(self) -> None:
        self.client.post("/preferences/", {"theme": "dark", "language": "ko", "remembered_name": "alice"})
        self.client.post("/preferences/hide-notice/")
        self.client.post("/preferences/close-popup/")
        self.client.post("/market/cookie-cart/add/", {"product": "cutting-board"})
        self.client.post("/market/session-cart/add/", {"product": "cutting-board"})

    def came_along(self, client: Client) -> set[str]:
        """Return the cookies that the page says the client carried."""
        page = client.get("/preferences/private-window/")
        self.assertFalse(page.cookies)
        return {choice.cookie for choice in page.context["choices"] if choice.is_here}

    def test_a_client_of_today_and_a_fresh_one(self) -> None:
        self.make_every_choice()
        everything = {name for _, name, _ in PURPOSES}
        self.assertEqual(self.came_along(self.client), everything)
        self.assertEqual(self.came_along(Client()), set())
        self.assertContains(Client().get("/preferences/private-window/"), "nothing of ours")

    def test_the_lifetimes_are_those_that_the_site_asks_for(self) -> None:
        words = {365 * 86_400: "a year", 86_400: "a day", 14 * 86_400: "two weeks", "": "until the browser closes"}
        self.make_every_choice()
        for _, name, kept_for in PURPOSES:
            with self.subTest(name):
                self.assertEqual(words[self.client.cookies[name]["max-age"]], kept_for)


class CookieTextTests(SimpleTestCase):
    def test_any_text_comes_back_as_it_was(self) -> None:
        for text in ["alice", "민아", "a b;c,d", '"quoted"', "100%", "a=b/c", "é", "~!*'()"]:
            with self.subTest(text):
                self.assertEqual(from_cookie(to_cookie(text)), text)

    def test_a_cookie_is_ascii_and_needs_no_quotes(self) -> None:
        self.assertRegex(to_cookie('민아 "=;, \\\0\n'), r"\A[0-9A-Za-z%]+\Z")

    def test_what_cannot_be_read_is_no_error(self) -> None:
        for value in ["%", "%FF%FE", "%00", "\udcff", "%ED%A0%80"]:
            with self.subTest(value):
                self.assertNotIn("\0", from_cookie(value))

    def test_a_long_text_is_cut(self) -> None:
        self.assertEqual(from_cookie("x" * 10_000), "x" * 60)
        self.assertEqual(from_cookie("%00" * 1_000_000 + "x"), "")  # the end of so long a value is not looked at

    def test_half_a_character_is_no_error(self) -> None:
        self.assertEqual(to_cookie("a\ud800"), "a%3F")
