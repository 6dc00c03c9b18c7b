"""Tests of what Django's auth views promise. Ours are built on them, and must keep every promise.

Each test here is about a behaviour, not about words on a page. Options of the views (`next_page`, `from_email`, …)
are tried by calling a view with the option, as a line in a `urls.py` would.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import logout_then_login
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.contrib.sites.requests import RequestSite
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client, modify_settings, override_settings
from django.urls import include, path, reverse

from accounts import urls
from accounts.forms import LoginForm
from accounts.models import User
from accounts.tests_passwords import NEW, PasswordTestCase
from accounts.views import Login, Logout
from accounts.views_passwords import PasswordChange, PasswordReset, PasswordResetConfirm
from neighbourhood.seeded import SeededTestCase
from neighbourhood.urls import urlpatterns as all_urls

LEADS_AWAY = [
    "http://evil.example",
    "http:///evil.example",
    "https://evil.example/",
    "ftp://evil.example",
    "///evil.example",
    "//evil.example",
    "/\\evil.example",
    'javascript:alert("x")',
    "http://testserver:81/",
    "\0",
]
STAYS_HERE = [
    "/view/?param=http://evil.example",
    "view/?param=//evil.example",
    "https://testserver/",
    "HTTPS://testserver/",
    "//testserver/",
    "/a%20path%20with%20spaces/",
    "/게시판/",
]
WITH_LOGIN_REQUIRED = {"append": "django.contrib.auth.middleware.LoginRequiredMiddleware"}
TWO_BACKENDS = ["django.contrib.auth.backends.ModelBackend", "django.contrib.auth.backends.AllowAllUsersModelBackend"]


class LoginNextTests(SeededTestCase):
    """Where a login leads."""

    def test_an_address_elsewhere_is_not_followed(self) -> None:
        for address in LEADS_AWAY:
            with self.subTest(address):
                data = {"username": "alice", "password": settings.CLASSROOM_PASSWORD}
                response = self.client.post(f"/accounts/login/?next={quote(address)}", data)
                self.assertRedirects(response, "/accounts/profile/", fetch_redirect_response=False)
                self.assertRedirects(self.log_in(next=address), "/accounts/profile/", fetch_redirect_response=False)
                page = self.client.get(f"/accounts/login/?next={quote(address)}")
                self.assertEqual(page.context["next"], "")

    def test_an_address_of_this_site_is_followed(self) -> None:
        data = {"username": "alice", "password": settings.CLASSROOM_PASSWORD}
        for address in STAYS_HERE:
            with self.subTest(address):
                for response in [
                    self.client.post(f"/accounts/login/?next={quote(address)}", data),
                    self.log_in(next=address),
                ]:
                    self.assertEqual(response.status_code, 302)
                    self.assertIn(response.url, (address, quote(address, safe="/:?=%")))

    def test_from_https_it_does_not_lead_to_http(self) -> None:
        data = {"username": "alice", "password": settings.CLASSROOM_PASSWORD, "next": "http://testserver/path"}
        response = self.client.post("/accounts/login/", data, secure=True)
        self.assertEqual(response.url, "/accounts/profile/")

    def test_it_outlives_a_wrong_password(self) -> None:
        data = {"username": "alice", "password": "wrong", "next": "/articles/new/"}
        page = self.client.post("/accounts/login/", data)
        self.assertContains(page, '<input type="hidden" name="next" value="/articles/new/">', html=True)

    def test_without_it_the_setting_counts_as_path_name_or_address(self) -> None:
        for setting, target in [
            ("/desk/", "/desk/"),
            ("market:list", "/market/"),
            ("http://away.example/", "http://away.example/"),
        ]:
            with self.subTest(setting), self.settings(LOGIN_REDIRECT_URL=setting):
                self.assertRedirects(self.log_in(), target, fetch_redirect_response=False)


class LoginSessionTests(SeededTestCase):
    """What a login does to the session that was there before."""

    def key(self) -> str:
        return self.client.session.session_key

    def test_the_page_is_for_strangers_and_users_alike_and_starts_no_session(self) -> None:
        page = self.client.get("/accounts/login/")
        self.assertIsInstance(page.context["form"], AuthenticationForm)
        self.assertIsInstance(page.context["site"], RequestSite)
        self.assertEqual(set(page.cookies), {"csrftoken"})
        self.log_in()
        self.assertEqual(self.client.get("/accounts/login/").status_code, 200)

    def test_three_keys_are_written_and_what_was_there_is_kept(self) -> None:
        self.client.post("/market/session-cart/add/", {"product": "tea-pot"})
        before = self.key()
        self.log_in()
        self.assertEqual(set(self.client.session.keys()), {"cart", SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY})
        self.assertNotEqual(self.key(), before)
        self.assertFalse(Session.objects.filter(pk=before).exists())

    def test_another_user_gets_another_session_without_the_first_ones_things(self) -> None:
        self.log_in("alice")
        self.client.post("/market/session-cart/add/", {"product": "tea-pot"})
        before = self.key()
        self.log_in("bob")
        self.assertNotEqual(self.key(), before)
        self.assertNotIn("cart", self.client.session)

    def test_the_same_user_again_keeps_the_key_unless_the_password_is_another(self) -> None:
        self.log_in()
        before = self.key()
        self.log_in()
        self.assertEqual(self.key(), before)
        alice = User.objects.get(username="alice")
        alice.set_password(settings.CLASSROOM_PASSWORD)  # the same words under another salt
        alice.save()
        self.log_in()
        self.assertNotEqual(self.key(), before)

    def test_a_session_without_a_hash_is_no_login_and_no_obstacle(self) -> None:
        session = SessionStore()
        session[SESSION_KEY] = str(User.objects.get(username="alice").pk)
        session.save()
        self.client.cookies["sessionid"] = session.session_key
        self.assertEqual(self.client.get("/accounts/profile/").status_code, 302)
        self.log_in()
        self.assertNotEqual(self.key(), session.session_key)

    def test_the_csrf_token_is_another_one_afterwards(self) -> None:
        client = Client(enforce_csrf_checks=True)
        client.get("/accounts/login/")
        before = client.cookies["csrftoken"].value
        data = {"username": "alice", "password": settings.CLASSROOM_PASSWORD, "csrfmiddlewaretoken": before}
        self.assertEqual(client.post("/accounts/login/", data).status_code, 302)
        self.assertNotEqual(client.cookies["csrftoken"].value, before)
        self.assertEqual(client.post("/accounts/logout/", {"csrfmiddlewaretoken": before}).status_code, 403)

    def test_an_inactive_user_is_refused_like_a_wrong_password(self) -> None:
        User.objects.filter(username="alice").update(is_active=False)
        wrong = AuthenticationForm.error_messages["invalid_login"] % {"username": "username"}
        self.assertFormError(self.log_in().context["form"], None, wrong)

    def test_capitals_count_in_a_name_and_a_space_in_a_password(self) -> None:
        User.objects.create_user("spacey", password=" a space ")
        self.assertEqual(self.log_in("Alice").status_code, 200)
        self.assertEqual(self.log_in("spacey", password=" a space ").status_code, 302)

    def test_the_page_is_kept_by_no_cache(self) -> None:
        for response in [self.client.get("/accounts/login/"), self.log_in(), self.client.post("/accounts/logout/")]:
            self.assertIn("no-store", response.headers["Cache-Control"])


class LogoutViewTests(SeededTestCase):
    def setUp(self) -> None:
        self.log_in()

    def assert_logged_out(self) -> None:
        self.assertNotIn(SESSION_KEY, self.client.session)

    def test_next_is_followed_unless_it_leads_away(self) -> None:
        for address in LEADS_AWAY:
            with self.subTest(address):
                response = self.client.post(f"/accounts/logout/?next={quote(address)}")
                self.assertRedirects(response, "/", fetch_redirect_response=False)
                self.assert_logged_out()
        for address in STAYS_HERE:
            with self.subTest(address):
                response = self.client.post("/accounts/logout/", {"next": address})
                self.assertIn(response.url, (address, quote(address, safe="/:?=%")))

    def test_from_https_it_does_not_lead_to_http(self) -> None:
        response = self.client.post("/accounts/logout/?next=http://testserver/desk/", secure=True)
        self.assertRedirects(response, "/", fetch_redirect_response=False)

    def test_without_the_setting_a_page_of_our_own_says_it(self) -> None:
        for setting in [None, "accounts:logout"]:
            with self.subTest(setting), self.settings(LOGOUT_REDIRECT_URL=setting):
                response = self.client.post("/accounts/logout/")
                self.assertContains(response, "<h1>Logged out</h1>", html=True)
                self.assertTemplateUsed(response, "accounts/logged_out.html")
                self.assertIn("site", response.context)
                self.assert_logged_out()

    def test_get_and_head_are_405_and_name_what_is_allowed(self) -> None:
        for method in [self.client.get, self.client.head]:
            response = method("/accounts/logout/")
            self.assertEqual((response.status_code, response.headers["Allow"]), (405, "POST, OPTIONS"))
        self.assertIn(SESSION_KEY, self.client.session)

    def test_without_a_token_nobody_is_logged_out(self) -> None:
        client = Client(enforce_csrf_checks=True)
        client.cookies = self.client.cookies
        self.assertEqual(client.post("/accounts/logout/").status_code, 403)
        self.assertIn(SESSION_KEY, client.session)

    def test_a_stranger_may_log_out_and_other_cookies_stay(self) -> None:
        self.client.post("/preferences/", {"theme": "dark", "language": "ko"})
        self.client.post("/accounts/logout/")
        self.assertRedirects(self.client.post("/accounts/logout/"), "/")
        self.assertEqual(self.cookie("language"), "ko")

    def test_a_session_that_was_no_login_ends_too(self) -> None:
        stranger = Client()
        stranger.post("/market/session-cart/add/", {"product": "tea-pot"})
        stranger.post("/accounts/logout/")
        self.assertEqual(dict(stranger.session), {})


class RequestGivenByHandTests(SeededTestCase):
    """The views work without the middleware of a whole site, as Django's do."""

    def request(self, method: str, **data: str) -> HttpRequest:
        request = HttpRequest()
        request.method = method
        request.POST = data
        request.META |= {"SERVER_NAME": "testserver", "SERVER_PORT": "80"}
        request.session = self.client.session
        request._dont_enforce_csrf_checks = True
        return request

    def test_login(self) -> None:
        request = self.request("POST", username="alice", password=settings.CLASSROOM_PASSWORD)
        self.assertEqual(Login.as_view()(request).status_code, 302)
        self.assertIn(SESSION_KEY, request.session)

    def test_logout_then_login(self) -> None:
        self.log_in()
        response = logout_then_login(self.request("POST"))
        self.assertEqual(response.url, "/accounts/login/")
        self.assertNotIn(SESSION_KEY, self.client.session)
        self.assertEqual(logout_then_login(self.request("GET")).status_code, 405)


# --- Options: what a line in a urls.py may ask of a view ------------------------------------------------------------


class FormOfAnother(AuthenticationForm):
    """A login form without the box to tick."""


class LoginToDesk(Login):
    def get_default_redirect_url(self) -> str:
        return "/desk/"


@login_required
def for_users(request: HttpRequest) -> HttpResponse:
    return HttpResponse("for users")


RESET = "<uidb64>/<token>/"
urlpatterns = [
    *all_urls,
    path("login/next_page/", Login.as_view(next_page="market:list")),
    path("login/own/", LoginToDesk.as_view()),
    path("login/follow/", Login.as_view(redirect_field_name="follow")),
    path("login/friends/", Login.as_view(success_url_allowed_hosts={"friend.example"})),
    path("login/known/", Login.as_view(redirect_authenticated_user=True)),
    path("login/other_form/", Login.as_view(authentication_form=FormOfAnother)),
    path("logout/next_page/", Logout.as_view(next_page="market:list")),
    path("logout/follow/", Logout.as_view(redirect_field_name="follow")),
    path("logout/friends/", Logout.as_view(success_url_allowed_hosts={"friend.example"})),
    path("change/", PasswordChange.as_view(success_url="/desk/")),
    path("ask/", PasswordReset.as_view(success_url="/desk/", from_email="us@example.com")),
    path("ask/html/", PasswordReset.as_view(html_email_template_name="accounts/post_box.html")),
    path("ask/elsewhere/", PasswordReset.as_view(extra_email_context={"domain": "friend.example"})),
    path(f"reset/to_desk/{RESET}", PasswordResetConfirm.as_view(success_url="/desk/", reset_url_token="choose")),
    path(f"reset/and_in/{RESET}", PasswordResetConfirm.as_view(post_reset_login=True)),
    path(
        f"reset/by/{RESET}",
        PasswordResetConfirm.as_view(post_reset_login=True, post_reset_login_backend=TWO_BACKENDS[1]),
    ),
    path("reset/incomplete/", PasswordResetConfirm.as_view()),
    path("for_users/", for_users),
]


@override_settings(ROOT_URLCONF="accounts.tests_auth_views")
class OptionTests(PasswordTestCase):
    data = {"username": "alice", "password": settings.CLASSROOM_PASSWORD}

    def assert_leads(self, address: str, target: str, data: dict[str, Any] | None = None) -> None:
        response = self.client.post(address, self.data | (data or {}))
        self.assertRedirects(response, target, fetch_redirect_response=False)

    def test_where_a_login_leads(self) -> None:
        for address, target in [
            ("/login/next_page/", "/market/"),
            ("/login/next_page/?next=/desk/", "/desk/"),
            ("/login/own/", "/desk/"),
            ("/login/own/?next=/market/", "/market/"),
            ("/login/follow/?follow=/desk/&next=/market/", "/desk/"),
            ("/login/friends/?next=https://friend.example/", "https://friend.example/"),
            ("/login/friends/?next=https://testserver/home", "https://testserver/home"),
            ("/login/friends/?next=https://evil.example/", "/accounts/profile/"),
        ]:
            with self.subTest(address):
                self.assert_leads(address, target)
                self.assertIn(SESSION_KEY, self.client.session)

    def test_where_a_logout_leads(self) -> None:
        for address, target in [
            ("/logout/next_page/", "/market/"),
            ("/logout/next_page/?next=/desk/", "/desk/"),
            ("/logout/follow/?follow=/desk/", "/desk/"),
            ("/logout/friends/?next=https://friend.example/", "https://friend.example/"),
            ("/logout/friends/?next=https://evil.example/", "/"),
        ]:
            with self.subTest(address):
                self.log_in()
                self.assert_leads(address, target)
                self.assertNotIn(SESSION_KEY, self.client.session)

    def test_another_login_form_needs_no_box_to_tick(self) -> None:
        page = self.client.get("/login/other_form/")
        self.assertNotIsInstance(page.context["form"], LoginForm)
        self.assertIs(page.context["form"].request, page.wsgi_request)
        self.assert_leads("/login/other_form/", "/accounts/profile/")

    def test_a_known_user_may_be_sent_on_at_once(self) -> None:
        self.assertEqual(self.client.get("/login/known/").status_code, 200)
        self.log_in()
        self.assertRedirects(self.client.get("/login/known/"), "/accounts/profile/")
        self.assertRedirects(self.client.get("/login/known/?next=/desk/"), "/desk/")

    def test_a_redirect_to_itself_is_an_error_of_the_settings(self) -> None:
        self.log_in()
        with self.settings(LOGIN_REDIRECT_URL="/login/known/"), self.assertRaisesMessage(ValueError, "loop"):
            self.client.get("/login/known/?a=1")

    def test_the_gate_sends_to_whatever_login_url_says(self) -> None:
        for setting, target in [
            ("/accounts/login/?pretty=1", "/accounts/login/?pretty=1&next=/for_users/"),
            ("https://away.example/in/", "https://away.example/in/?next=http%3A//testserver/for_users/"),
        ]:
            with self.subTest(setting), self.settings(LOGIN_URL=setting):
                self.assertEqual(self.client.get("/for_users/").url, target)

    def test_a_password_change_may_lead_elsewhere(self) -> None:
        self.log_in()
        data = {"old_password": settings.CLASSROOM_PASSWORD, "new_password1": NEW, "new_password2": NEW}
        self.assert_leads("/change/", "/desk/", data)

    def test_sender_and_target_of_a_reset(self) -> None:
        self.assert_leads("/ask/", "/desk/", {"email": "alice@example.com"})
        self.assertEqual(mail.outbox[0].from_email, "us@example.com")

    def test_a_second_form_of_the_mail_makes_it_multipart(self) -> None:
        self.client.post("/ask/html/", {"email": "alice@example.com"})
        parts = mail.outbox[0].message().get_payload()
        self.assertEqual([part.get_content_type() for part in parts], ["text/plain", "text/html"])

    def test_more_context_for_the_mail(self) -> None:
        self.client.post("/ask/elsewhere/", {"email": "alice@example.com"})
        self.assertIn("http://friend.example/accounts/reset/", mail.outbox[0].body)

    def reset_by(self, way: str) -> Any:
        """Follow a link, at an address that treats it in a `way` of its own, and choose a new password."""
        link = self.ask().replace("/accounts/reset/", way)
        self.form_page = self.client.get(link)
        return self.client.post(self.form_page.url, {"new_password1": NEW, "new_password2": NEW})

    def test_another_word_for_the_token_and_another_target(self) -> None:
        self.assertRedirects(self.reset_by("/reset/to_desk/"), "/desk/")
        self.assertTrue(self.form_page.url.endswith("/choose/"))

    def test_login_after_a_reset_if_asked_for(self) -> None:
        for who in ["nobody", "bob"]:
            with self.subTest(who):
                self.client = Client()
                if who == "bob":
                    self.log_in("bob")
                self.assertRedirects(self.reset_by("/reset/and_in/"), "/accounts/reset/done/")
                self.assertEqual(self.client.get("/desk/").wsgi_request.user.username, "alice")

    @override_settings(AUTHENTICATION_BACKENDS=TWO_BACKENDS)
    def test_login_after_a_reset_by_a_named_backend(self) -> None:
        self.reset_by("/reset/by/")
        self.assertEqual(self.client.session[BACKEND_SESSION_KEY], TWO_BACKENDS[1])

    def test_a_path_without_the_two_parts_is_an_error_of_the_urls(self) -> None:
        with self.assertRaisesMessage(ImproperlyConfigured, "uidb64"):
            self.client.get("/reset/incomplete/")


# --- LoginRequiredMiddleware, and names -----------------------------------------------------------------------------


@modify_settings(MIDDLEWARE=WITH_LOGIN_REQUIRED)
class LoginRequiredEverywhereTests(SeededTestCase):
    """With Django's middleware that asks everybody to log in, the way in must stay open."""

    def test_who_is_not_logged_in_reaches_what_it_takes_to_log_in(self) -> None:
        for name in ["login", "signup", "password_reset", "password_reset_done", "password_reset_complete", "outbox"]:
            with self.subTest(name):
                self.assertEqual(self.client.get(reverse(f"accounts:{name}")).status_code, 200)
        self.assertEqual(self.client.get("/accounts/reset/abc/def/").status_code, 200)
        response = self.client.post("/accounts/password_reset/", {"email": "alice@example.com"})
        self.assertRedirects(response, "/accounts/password_reset/done/")

    def test_the_rest_is_for_users(self) -> None:
        for name in ["logout", "password_change", "password_change_done", "profile", "devices", "delete"]:
            with self.subTest(name):
                address = reverse(f"accounts:{name}")
                self.assertRedirects(self.client.post(address), f"/accounts/login/?next={address}")
        self.log_in()
        self.assertRedirects(self.client.post("/accounts/logout/"), "/", fetch_redirect_response=False)


class NameTests(SeededTestCase):
    def test_paths_and_names_are_those_of_django_in_our_namespace(self) -> None:
        from django.contrib.auth.urls import urlpatterns as of_django

        ours = {pattern.name: str(pattern.pattern) for pattern in urls.urlpatterns}
        self.assertLessEqual({pattern.name: str(pattern.pattern) for pattern in of_django}.items(), ours.items())

    def test_no_template_is_borrowed(self) -> None:
        for pattern in urls.urlpatterns:
            view = pattern.callback.view_class
            with self.subTest(view.__name__):
                self.assertTrue(view.template_name.startswith("accounts/"))

    def test_the_app_may_live_under_another_prefix(self) -> None:
        class Elsewhere:
            urlpatterns = [path("people/", include("accounts.urls")), *all_urls]

        with self.settings(ROOT_URLCONF=Elsewhere):
            response = self.client.post("/people/password_reset/", {"email": "alice@example.com"})
        self.assertEqual(response.url, "/people/password_reset/done/")
        self.assertIn("/people/reset/", mail.outbox[0].body)
