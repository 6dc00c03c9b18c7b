"""Tests of two things that any view may get wrong: the attributes of every cookie, and where a redirect leads."""

from __future__ import annotations

import re
from itertools import product
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings

from accounts.models import User
from neighbourhood.tests_every_address import EveryAddressTestCase

DAY = 86_400
LAX = {"path": "/", "samesite": "Lax"}
HIDDEN = {**LAX, "httponly": True}
DELETES = {**LAX, "max-age": 0}
# Every cookie of the site, with all attributes that it may be set with, but for Expires, which follows from Max-Age.
COOKIES: dict[str, list[dict[str, Any]]] = {
    "sessionid": [{**HIDDEN, "max-age": 14 * DAY}, DELETES],
    "csrftoken": [{**LAX, "max-age": 364 * DAY}],
    "messages": [HIDDEN, DELETES],
    "cart": [{**HIDDEN, "max-age": 14 * DAY}, DELETES],
    "remembered_name": [{**HIDDEN, "max-age": 365 * DAY}, DELETES],
    "theme": [{**LAX, "max-age": 365 * DAY}],
    "language": [{**LAX, "max-age": 365 * DAY}],
    "notice_hidden": [{**LAX, "max-age": DAY}],
    "popup_closed": [LAX],
    "visits": [LAX],
    "tracker_id": [
        {"path": "/", "httponly": True, "max-age": 400 * DAY},
        {"path": "/", "httponly": True, "max-age": 400 * DAY, "secure": True, "samesite": "None"},
    ],
}
SETS_WHAT_IS_ASKED_FOR = {"/desk/set-cookie/", "/desk/delete-cookie/", "/desk/session/expire/"}

FORMS = {
    "username": "alice",
    "password": settings.CLASSROOM_PASSWORD,
    "remember_name": "on",
    "old_password": settings.CLASSROOM_PASSWORD,
    "new_password1": settings.CLASSROOM_PASSWORD,
    "new_password2": settings.CLASSROOM_PASSWORD,
    "email": "alice@example.com",
    "title": "a title",
    "body": "a text",
    "product": "tea-pot",
    "theme": "dark",
    "language": "ko",
    "remembered_name": "alice",
    "end": "others",
}
SIGN_UP = {"username": "newcomer", "password1": "a-long-word-7", "password2": "a-long-word-7"}

LEADS_NAMES = ("next", "to", "url", "redirect", "redirect_to", "return", "return_to", "continue", "success_url", "page")
HOSTILE = [
    "//evil.example",
    "///evil.example",
    "////evil.example/%2e%2e",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x01//evil.example",
    "http://evil.example",
    "HTTPS://evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "http:\\\\evil.example",
    "ht\ntp://evil.example",
    "http://testserver@evil.example/",
    "http://testserver:81/",
    "http://testserver.evil.example/",
    "http://evil.example\\@testserver/",
    "//evil.example#@testserver/",
    "ftp://testserver/",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "//evil\u3002example",
    "http://[::1]evil.example",
    "/%5cevil.example/..//evil.example",
]


def goes_to(location: str, scheme: str = "http", host: str = "testserver") -> str:
    """Return the origin to which a browser goes from a page of `scheme://host`.

    It is lenient: it drops tabs and line ends, and takes a backslash for a slash (https://url.spec.whatwg.org/).
    """
    text = re.sub(r"[\t\r\n]", "", location.strip("".join(map(chr, range(33))))).replace("\\", "/")
    if named := re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", text):
        to, text = named[1].lower(), text[named.end() :]
        if to not in ("http", "https"):
            return f"{to}:"
        if to != scheme or text.startswith("//"):
            scheme, text = to, "//" + text.lstrip("/")
    if text.startswith("//"):
        host = re.split(r"[/?#]", text.lstrip("/"), maxsplit=1)[0].rpartition("@")[2]
    return f"{scheme}://{host}"


class CookieTests(EveryAddressTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.seen: dict[str, list[dict[str, Any]]] = {}

    def note(self, response: HttpResponse) -> None:
        """Keep the attributes of every cookie that the response sets."""
        for name, morsel in response.cookies.items():
            found = {key: value for key, value in morsel.items() if value not in ("", None) and key != "expires"}
            if found not in self.seen.setdefault(name, []):
                self.seen[name].append(found)

    def test_every_cookie_has_the_attributes_of_the_table_and_no_other_is_set(self) -> None:
        stranger = Client(raise_request_exception=False)
        for client in (self.visitor(), stranger):
            for address in [each for each in self.addresses if each not in SETS_WHAT_IS_ASKED_FOR]:
                for fields in ({}, FORMS, {**FORMS, "remembered_name": "", "remember_name": ""}, {**FORMS, **SIGN_UP}):
                    self.note(client.post(address, fields))
                self.note(client.get(address))
        browser = Client(headers={"sec-fetch-site": "cross-site"})
        self.note(browser.get("/tracker/pixel.gif"))
        everything = Client()
        self.note(everything.get("/desk/session/message/?text=kept"))
        self.note(everything.get("/desk/session/messages/"))
        everything.cookies["cart"] = "tea-pot"
        self.note(everything.post("/market/cookie-cart/remove/", {"product": "tea-pot"}))
        self.assertEqual(set(self.seen), set(COOKIES))
        for name, found in self.seen.items():
            with self.subTest(name):
                self.assertCountEqual(found, COOKIES[name])


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])  # hundreds of logins
class RedirectTests(EveryAddressTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.alice.set_password(settings.CLASSROOM_PASSWORD)
        self.alice.save()

    def ask(self, address: str, target: str, method: str, user: User | None, **options: Any) -> str:
        """Ask with the target under every usual name, and change nothing. Returns where the response leads, or ""."""
        hostile = dict.fromkeys(LEADS_NAMES, target)
        client = Client(raise_request_exception=False, headers={"referer": target.encode("ascii", "replace").decode()})
        with transaction.atomic():
            if user:
                client.force_login(user)
            if method == "get":
                response = client.get(address, hostile, **options)
            else:
                response = client.post(f"{address}?next={quote(target)}", {**FORMS, **hostile}, **options)
            transaction.set_rollback(True)
        return response.headers.get("Location", "")

    def test_no_redirect_leads_away_whatever_it_is_asked_for(self) -> None:
        follow = set()
        for user, address, method in product((None, self.alice), self.addresses, ("get", "post")):
            here, away = (self.ask(address, target, method, user) for target in ("/desk/hello/", HOSTILE[0]))
            follows = here == "/desk/hello/" or here.partition("?")[0] != away.partition("?")[0]
            follow |= {address} if follows else set()
            for target in HOSTILE if follows else HOSTILE[:1]:
                with self.subTest(address, method=method, target=target, user=user):
                    found = self.ask(address, target, method, user) if follows else away
                    self.assertEqual(goes_to(found), "http://testserver")
        self.assertEqual(follow, {"/accounts/login/", "/accounts/logout/", "/desk/redirect/"})

    def test_none_leads_from_https_to_http(self) -> None:
        for address, method in (
            ("/accounts/login/", "post"),
            ("/accounts/logout/", "post"),
            ("/desk/redirect/", "get"),
        ):
            for target in [*HOSTILE, "http://testserver/", "http:/desk/", "HTTP:\\\\testserver/"]:
                with self.subTest(address, target=target):
                    found = goes_to(self.ask(address, target, method, None, secure=True), scheme="https")
                    self.assertEqual(found, "https://testserver")

    def test_what_a_browser_makes_of_an_address(self) -> None:
        """The yardstick of the tests above has to see through every one of these."""
        for target in HOSTILE:
            with self.subTest(target):
                if target not in ("http://[::1]evil.example", "/%5cevil.example/..//evil.example"):
                    self.assertNotEqual(goes_to(target), "http://testserver")
        for target in ("/desk/", "", "?a=//evil.example", "desk/", "http://testserver/", "http:desk/", "//testserver/"):
            with self.subTest(target):
                self.assertEqual(goes_to(target), "http://testserver")
