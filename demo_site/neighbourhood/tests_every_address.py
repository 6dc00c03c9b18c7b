"""Tests of every address of the site at once: what it must refuse, what it may set, what it must not show.

The addresses come from the URLconf, so a new one is tested from its first day. Where an address differs from the rest
on purpose, it stands in a table here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from unittest import mock

from django.apps import apps
from django.conf import global_settings, settings
from django.core import mail
from django.db import transaction
from django.test import Client, SimpleTestCase
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from accounts.models import Device, User
from articles.models import Article
from market.models import Product
from neighbourhood.cookie_text import to_cookie
from neighbourhood.seeded import SeededTestCase
from tracker.models import Visit

ANY_PROGRAM_MAY_POST = {"/desk/echo/"}
FOR_USERS = {
    "/accounts/profile/",
    "/accounts/devices/",
    "/accounts/delete/",
    "/accounts/password_change/",
    "/accounts/password_change/done/",
    "/articles/new/",
    "/articles/1/edit/",
    "/articles/1/delete/",
}
KEPT_BY_NO_CACHE = {
    "/accounts/login/",
    "/accounts/logout/",
    "/accounts/signup/",
    "/accounts/devices/",
    "/accounts/delete/",
    "/accounts/outbox/",
    "/accounts/reset/none/none/",
    "/tracker/pixel.gif",
}
TAKES_A_PASSWORD = {"/accounts/login/", "/accounts/signup/", "/accounts/delete/", "/accounts/password_change/"}
FRAMED_BY_DJANGO_ALONE = {"/desk/session/interrupted/"}  # SessionMiddleware answers, outside of the one for frames
SHOWS_THE_REQUEST = {"/desk/echo/", "/desk/cookies/", "/desk/session/show/"}  # each says that a real site must not
SHOWS_TEXT_OF_VISITORS = {
    "/",
    "/accounts/devices/",
    "/accounts/outbox/",
    "/accounts/profile/",
    "/articles/",
    "/articles/1/",
    "/articles/1/delete/",
    "/articles/1/edit/",
    "/desk/cookies/",
    "/desk/hello/",
    "/market/",
    "/market/tea-pot/",
    "/preferences/",
    "/tracker/profile/",
}
PROBE = "\"'><x-probe onclick=1></textarea></title></style>{{ 7 }}"


def addresses(patterns: list[Any] | None = None, prefix: str = "/") -> Iterator[str]:
    """Yield an example of every address of the URLconf."""
    examples = {"pk": "1", "slug": "tea-pot", "uidb64": "none", "token": "none", "code": "200"}
    for each in get_resolver().url_patterns if patterns is None else patterns:
        here = prefix + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: examples[found[1]], str(each.pattern))
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, here)
        elif isinstance(each, URLPattern):
            yield here


def rows() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table, and the mails."""
    kept = {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in apps.get_models()}
    return kept | {"mails": [{"subject": letter.subject} for letter in mail.outbox]}


class EveryAddressTestCase(SeededTestCase):
    """Nothing waits here: the pages that are slow on purpose are not."""

    def setUp(self) -> None:
        self.addresses = list(addresses())
        for module in ("desk.views", "desk.session_views"):
            patched = mock.patch(f"{module}.time")
            patched.start()
            self.addCleanup(patched.stop)
        self.alice = User.objects.get(username="alice")
        Article.objects.filter(pk=Article.objects.earliest("pk").pk).update(author=self.alice)
        self.assertTrue(Article.objects.filter(pk=1).exists())

    def visitor(self, **options: Any) -> Client:
        """Return a client that is logged in, with a cart in its session and every choice in its cookies."""
        client = Client(raise_request_exception=False, **options)
        client.force_login(self.alice)
        session = client.session
        session["cart"] = {"tea-pot": 2}
        session.save()
        for name in ("cart", "theme", "language", "remembered_name", "notice_hidden", "popup_closed", "visits"):
            client.cookies[name] = {"cart": "tea-pot", "visits": "3"}.get(name, "alice")
        return client


class RefusalTests(EveryAddressTestCase):
    def test_a_form_without_a_token_is_refused_everywhere(self) -> None:
        client = self.visitor(enforce_csrf_checks=True)
        before = rows()
        for method in ("post", "put", "patch", "delete"):
            for address in self.addresses:
                with self.subTest(address, method=method):
                    response = getattr(client, method)(address, {"product": "tea-pot", "end": "others"})
                    self.assertEqual(response.status_code, 200 if address in ANY_PROGRAM_MAY_POST else 403)
        self.assertEqual(rows(), before)

    def test_a_form_that_another_origin_sends_is_refused_in_spite_of_its_token(self) -> None:
        """Browsers name the origin of a form. A port, a scheme or another name of this computer is another origin."""
        client = self.visitor(enforce_csrf_checks=True)
        client.get("/accounts/login/")
        token = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value, "product": "tea-pot"}
        before = rows()
        foreign = ["http://evil.example", "null", "https://testserver", "http://testserver:81", "http://a.testserver"]
        foreign += ["http://bakery.localhost", "http://127.0.0.2", "http://localhost", "file://", "testserver"]
        everywhere = [(address, foreign[0]) for address in self.addresses if address not in ANY_PROGRAM_MAY_POST]
        for address, origin in everywhere + [("/accounts/logout/", origin) for origin in foreign]:
            with self.subTest(address, origin=origin):
                self.assertEqual(client.post(address, token, headers={"origin": origin}).status_code, 403)
        self.assertEqual(rows(), before)
        own = client.post("/market/session-cart/add/", token, headers={"origin": "http://testserver"})
        self.assertEqual(own.status_code, 302)

    def test_a_link_changes_nothing(self) -> None:
        """GET and HEAD are safe methods (RFC 9110 section 9.2.1). The desk is for trying out, and says so."""
        client = self.visitor()
        for address in self.addresses:
            if address.startswith("/desk/") or address == "/tracker/pixel.gif":
                continue
            for method in ("get", "head"):
                with self.subTest(address, method=method):
                    before = rows()
                    response = getattr(client, method)(address, {"product": "tea-pot", "end": "others", "next": "/"})
                    self.assertEqual(rows(), before)
                    self.assertLessEqual(set(response.cookies), {"csrftoken"})

    def test_what_is_for_users_sends_a_stranger_to_the_login_page(self) -> None:
        for method in ("get", "post"):
            found = set()
            for address in self.addresses:
                before = rows()
                response = getattr(Client(raise_request_exception=False), method)(address)
                if response.headers.get("Location", "").startswith("/accounts/login/?next="):
                    self.assertEqual(rows(), before)
                    found.add(address)
            self.assertEqual(found, FOR_USERS, method)


class SettingsTests(SimpleTestCase):
    DIFFERS = {"X_FRAME_OPTIONS": "SAMEORIGIN"}

    def test_what_guards_is_as_django_has_it(self) -> None:
        """A setting that guards is weakened in one line. settings.py says why, wherever it differs from Django's."""
        guards = re.compile(
            "(SECURE|CSRF|SESSION|DATA_UPLOAD|FILE_UPLOAD|MESSAGE|CACHE|AUTHENTICATION|USE_X|PASSWORD_RESET|INTERNAL)_.*|"
            "X_FRAME_OPTIONS|SECRET_KEY_FALLBACKS|DEBUG_PROPAGATE_EXCEPTIONS|DISALLOWED_USER_AGENTS|IGNORABLE_404_URLS|"
            "SIGNING_BACKEND|DEFAULT_EXCEPTION_REPORTER.*|ADMINS|MANAGERS|APPEND_SLASH|FORCE_SCRIPT_NAME"
        )
        names = [name for name in dir(global_settings) if guards.fullmatch(name)]
        self.assertGreater(len(names), 50)
        ours = {"CSRF_FAILURE_VIEW", "SESSION_ENGINE"}  # a page of our own; and the engine that a lesson switches
        for name in set(names) - ours:
            with self.subTest(name):
                self.assertEqual(getattr(settings, name), self.DIFFERS.get(name, getattr(global_settings, name)))


class HeaderTests(EveryAddressTestCase):
    def test_every_response_says_what_a_browser_must_not_do_with_it(self) -> None:
        expected = {
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "SAMEORIGIN",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
        }
        client = self.visitor()
        for address in {*self.addresses, "/nowhere/", "/desk/status/500/"} - FRAMED_BY_DJANGO_ALONE:
            shop = address in ("/tracker/bakery/", "/tracker/bookshop/")  # lets the tracker learn where it is shown
            policy = {"Referrer-Policy": "strict-origin-when-cross-origin"} if shop else {}
            for response in (client.get(address), client.post(address)):
                with self.subTest(address, method=response.request["REQUEST_METHOD"]):
                    headers = {name: response.headers.get(name) for name in expected}
                    allowed = [expected, expected | policy]
                    self.assertIn(headers, allowed)

    def test_pages_about_an_account_are_kept_by_no_cache(self) -> None:
        client = self.visitor()
        found = {each for each in self.addresses if "no-store" in client.get(each).headers.get("Cache-Control", "")}
        self.assertEqual(found, KEPT_BY_NO_CACHE)

    def test_only_the_icon_may_be_kept_for_everybody(self) -> None:
        client = self.visitor()
        found = {each for each in self.addresses if "public" in client.get(each).headers.get("Cache-Control", "")}
        self.assertEqual(found, {"/favicon.ico"})


class DisclosureTests(EveryAddressTestCase):
    def test_no_page_shows_the_session_key_a_password_or_its_hash(self) -> None:
        client = self.visitor()
        key = client.session.session_key
        secrets = {"password": "pw-typed-by-hand", "password1": "pw-typed-by-hand", "old_password": "pw-typed-by-hand"}
        for address in self.addresses:
            for response in (client.get(address), client.post(address, {**secrets, "password2": "pw-typed-by-hand"})):
                with self.subTest(address, method=response.request["REQUEST_METHOD"]):
                    shown = response.content.decode("latin-1") + str(response.headers)
                    if address not in SHOWS_THE_REQUEST:
                        self.assertNotIn(key, shown)
                        self.assertNotIn("pw-typed-by-hand", shown)
                    self.assertNotIn(self.alice.password, shown)
                    self.assertNotIn(self.alice.password.rpartition("$")[2], shown)
            client.force_login(self.alice)
            key = client.session.session_key

    def test_no_password_is_logged(self) -> None:
        typed = "pw-typed-by-hand"
        names = ["password", "password1", "password2", "old_password", "new_password1", "new_password2"]
        for client in (Client(raise_request_exception=False), self.visitor(), self.visitor(enforce_csrf_checks=True)):
            for address in self.addresses:
                with self.subTest(address), mock.patch("logging.Logger.handle") as handle:
                    response = client.post(address, {"username": "alice", **dict.fromkeys(names, typed)})
                    logged = str([call.args[0].__dict__ | {"request": ""} for call in handle.call_args_list])
                    self.assertNotIn(typed, logged)
                    if address in TAKES_A_PASSWORD and response.status_code == 200:
                        self.assertTrue(hasattr(response.wsgi_request, "sensitive_post_parameters"))

    def test_a_right_password_is_logged_no_more_than_a_wrong_one(self) -> None:
        with mock.patch("logging.Logger.handle") as handle:
            self.log_in()
        self.assertNotIn(settings.CLASSROOM_PASSWORD, str([each.args[0].__dict__ for each in handle.call_args_list]))
        self.assertEqual(handle.call_count, 0)

    def test_text_from_a_visitor_is_never_markup(self) -> None:
        """Whatever can be stored or sent is markup here, and every page is asked for it."""
        User.objects.filter(pk=self.alice.pk).update(username=PROBE, first_name=PROBE, email=PROBE)
        Article.objects.update(title=PROBE, body=f"{PROBE} 한글 {PROBE}")
        Product.objects.update(name=PROBE, name_ko=PROBE, description=PROBE)
        client = self.visitor(headers={"user-agent": PROBE, "referer": PROBE, "accept-language": PROBE})
        Device.objects.create(user=self.alice, session_key="x", user_agent=PROBE, logged_in_at=timezone.now())
        other = Client(headers={"user-agent": PROBE})
        other.force_login(self.alice)
        for name in ("visitor_name", "remembered_name", "theme", "language", "cart", "visits", PROBE[:2]):
            client.cookies[to_cookie(name)] = to_cookie(PROBE)
        Visit.objects.create(tracker_id="0" * 16, page=PROBE, referrer=PROBE)
        mail.outbox.append(mail.EmailMessage(PROBE, PROBE, PROBE, [PROBE]))
        shown = set()
        fields = dict.fromkeys(["username", "email", "title", "body", "remembered_name", "name", "next"], PROBE)
        jar = client.cookies
        for address in [*self.addresses, f"/nowhere/{PROBE}/"]:
            client.cookies = deepcopy(jar)
            with transaction.atomic():
                client.get("/desk/session/message/", {"text": PROBE})
                for response in (client.get(address, fields), client.post(address, fields)):
                    with self.subTest(address, method=response.request["REQUEST_METHOD"]):
                        page = response.content.decode("utf-8", "replace")
                        if "html" in response.headers.get("Content-Type", ""):
                            self.assertNotIn("<x-probe", page)
                            shown |= {address} if "&lt;x-probe" in page else set()
                transaction.set_rollback(True)
        self.assertEqual(SHOWS_TEXT_OF_VISITORS - shown, set())  # the probe did reach them
