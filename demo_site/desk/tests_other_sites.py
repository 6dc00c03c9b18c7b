"""Tests of what a page of another site can do here with a GET: of all pages of the site, not of the desk's alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from articles.models import Article
from desk.parameters import OF_JUPYTER
from neighbourhood.seeded import SeededTestCase

FROM_ELSEWHERE = [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}]
OUR_OWN = [{}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}]
QUERY = "name=theme&value=9&key=note&text=9&seconds=0&to=/desk/session/flush/"  # enough for every page of the desk
# A visit that another site brought is a visit all the same; and the pixel of the tracker is meant for other sites.
COUNT_VISITS = {"/desk/counter/", "/desk/cookie-counter/", "/tracker/pixel.gif"}


def addresses(patterns: list[Any] | None = None, before: str = "/") -> Iterator[str]:
    """Every path of the site, with a value for each part that varies."""
    values = {"<str:code>": "200", "<int:pk>": str(Article.objects.first().pk), "<slug:slug>": "cutting-board"}
    values |= {"<uidb64>": "MQ", "<token>": "a-b"}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            for part, value in values.items():
                path = path.replace(part, value)
            yield path


class OtherSitesTests(SeededTestCase):
    def setUp(self) -> None:
        self.log_in()
        self.client.cookies["theme"] = "dark"
        self.client.get("/desk/session/write/?key=note&value=1")
        self.client.get("/desk/session/message/?text=kept")

    def state(self) -> tuple[Any, ...]:
        """What the visitor would miss: the session's rows, and the cookies of the client's jar."""
        rows = [(row.session_key, row.get_decoded()) for row in Session.objects.order_by("session_key")]
        return rows, {name: morsel.OutputString() for name, morsel in self.client.cookies.items()}

    def test_no_page_changes_anything_that_another_site_asked_for(self) -> None:
        before, asked = self.state(), 0
        for path in [each for each in addresses() if each not in COUNT_VISITS]:
            self.assertNotIn("<", path)
            for headers in FROM_ELSEWHERE:
                with self.subTest(path, headers=headers):
                    client = Client()
                    client.cookies = self.client.cookies.copy()
                    response = client.get(f"{path}?{QUERY}", headers=headers)
                    shows_messages = response.status_code == 200 and "html" in response.headers["Content-Type"]
                    allowed = {"csrftoken", "messages"} if shows_messages else {"csrftoken"}
                    self.assertLessEqual(set(response.cookies), allowed)
                    self.assertEqual(self.state(), before)
                    asked += b"Do you want this?" in response.content
        self.assertGreater(asked, 20)

    def test_the_same_requests_do_something_where_the_visitor_began_them(self) -> None:
        for headers in OUR_OWN:
            with self.subTest(headers=headers):
                self.setUp()
                before = self.state()
                self.assertEqual(self.client.get("/desk/session/flush/", headers=headers).status_code, 200)
                self.assertNotEqual(self.state(), before)

    def test_the_page_asks_and_its_link_is_the_same_address(self) -> None:
        address = "/desk/set-cookie/?name=a&value=%3Cscript%3E%22"
        response = self.client.get(address, headers=FROM_ELSEWHERE[0])
        self.assertContains(response, 'href="/desk/set-cookie/?name=a&amp;value=%3Cscript%3E%22"', status_code=403)
        self.assertNotContains(response, "<script>", status_code=403)
        self.assertIn("no-store", response.headers["Cache-Control"])
        self.assertEqual(response.headers["Vary"], "Sec-Fetch-Site")
        self.assertEqual(response.headers["X-Frame-Options"], "SAMEORIGIN")  # nobody can be led to click it in a frame
        again = self.client.get(address, headers={"sec-fetch-site": "same-origin"})
        self.assertIn("a", again.cookies)

    def test_a_word_that_no_browser_sends_is_asked_too(self) -> None:
        for word in ["", "CROSS-SITE", "same-origin, cross-site", "x"]:
            with self.subTest(word):
                response = self.client.get("/desk/session/flush/", headers={"sec-fetch-site": word})
                self.assertEqual(response.status_code, 403)

    def test_nothing_in_the_answer_changes_for_programs(self) -> None:
        self.assertNotIn("Sec-Fetch-Site", self.client.get("/desk/session/write/?key=a").headers["Vary"])


class JupytersCookiesTests(SeededTestCase):
    NAMES = ["_xsrf", "_XSRF", "username-127-0-0-1-8888", "Username-x", "jupyterhub-session-id", "jupyter-x", "JUPYTER"]

    def test_their_names_are_known(self) -> None:
        for name in self.NAMES:
            self.assertRegex(name, OF_JUPYTER)
        for name in ["xsrf", "_xsrf2", "username", "my-jupyter"]:
            self.assertIsNone(OF_JUPYTER.match(name))

    def test_they_are_neither_set_nor_deleted(self) -> None:
        for name in self.NAMES:
            for query in [
                f"set-cookie/?name={name}&value=1",
                f"set-cookie/?name={name}&value=1&path=/lab",
                f"set-cookie/?name=a&value=1&name={name}&value=1",
                f"set-cookie/?name=%{ord(name[0]):02x}{name[1:]}&value=1",
                f"delete-cookie/?name={name}",
                f"delete-cookie/?name=a&name={name}&path=/user",
                f"set-cookie/?line={name}=1;Path=/",
                f"set-cookie/?line=+{name}+=+1",
                f"set-cookie/?line=={name}=1",
                f"set-cookie/?line={name}",
            ]:
                with self.subTest(query):
                    response = self.client.get(f"/desk/{query}")
                    self.assertContains(response, "Jupyter", status_code=400)
                    self.assertNotIn("Set-Cookie", str(response.serialize_headers()))
