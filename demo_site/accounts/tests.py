"""Tests of accounts: who gets in, what a login leaves behind, and what the forms refuse."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, make_password
from django.contrib.sessions.models import Session
from django.test import Client, SimpleTestCase, override_settings

from accounts.models import User
from neighbourhood.seeded import SeededTestCase


class LoginTests(SeededTestCase):
    def test_the_page_shows_the_fake_password_and_calls_it_fake(self) -> None:
        self.assertContains(self.client.get("/accounts/login/"), f"fake password <code>{settings.CLASSROOM_PASSWORD}")

    def test_the_right_password_leads_to_the_profile(self) -> None:
        self.assertRedirects(self.log_in(), "/accounts/profile/")

    def test_a_login_sets_the_session_cookie_and_no_messages(self) -> None:
        self.assertEqual(set(self.log_in().cookies), {"sessionid", "csrftoken"})

    def test_a_wrong_password_is_200_with_the_form_again(self) -> None:
        response = self.client.post("/accounts/login/", {"username": "alice", "password": "wrong"})
        self.assertContains(response, "Please enter a correct username and password", status_code=200)
        self.assertEqual(Session.objects.count(), 0)

    def test_next_leads_back_to_the_page_that_was_asked_for(self) -> None:
        self.assertRedirects(self.log_in(next="/articles/new/"), "/articles/new/")

    def test_next_is_in_the_form(self) -> None:
        page = self.client.get("/accounts/login/?next=/articles/new/")
        self.assertContains(page, '<input type="hidden" name="next" value="/articles/new/">', html=True)

    def test_next_does_not_leave_the_site(self) -> None:
        for address in ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]:
            with self.subTest(address):
                self.assertRedirects(self.log_in(next=address), "/accounts/profile/")

    def test_the_name_is_remembered_if_the_box_is_ticked(self) -> None:
        self.log_in(remember_name="on")
        self.assertEqual(self.cookie("remembered_name"), "alice")
        self.assertContains(
            Client(headers={"cookie": "remembered_name=alice"}).get("/accounts/login/"), 'value="alice"'
        )

    def test_the_name_is_forgotten_if_the_box_is_empty(self) -> None:
        self.client.cookies["remembered_name"] = "alice"
        self.assertEqual(self.log_in().cookies["remembered_name"]["max-age"], 0)

    def test_a_name_in_hangul_is_remembered_and_filled_in(self) -> None:
        User.objects.create_user("민아", password=settings.CLASSROOM_PASSWORD)
        self.log_in("민아", remember_name="on")
        self.assertEqual(self.cookie("remembered_name"), "%EB%AF%BC%EC%95%84")
        self.assertContains(self.client.get("/accounts/login/"), 'value="민아"')

    def test_a_nul_in_the_name_is_a_form_error(self) -> None:
        self.assertContains(self.log_in("al\0ice"), "Null characters are not allowed")

    def test_a_form_without_a_token_is_refused_in_our_own_words(self) -> None:
        response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"username": "alice"})
        self.assertContains(response, "without the right CSRF token", status_code=403)
        self.assertContains(response, "CSRF cookie not set.", status_code=403)


class LogoutTests(SeededTestCase):
    def test_post_ends_the_session_and_goes_home(self) -> None:
        self.log_in()
        self.assertRedirects(self.client.post("/accounts/logout/"), "/")
        self.assertEqual(Session.objects.count(), 0)

    def test_get_is_405_and_the_user_stays_logged_in(self) -> None:
        self.log_in()
        self.assertEqual(self.client.get("/accounts/logout/").status_code, 405)
        self.assertContains(self.client.get("/accounts/profile/"), "<h1>alice</h1>", html=True)


class SignUpTests(SeededTestCase):
    data = {"username": "newcomer", "password1": "a-word-for-class", "password2": "a-word-for-class"}

    def test_a_new_user_is_made_logged_in_and_shown_the_profile(self) -> None:
        response = self.client.post("/accounts/signup/", self.data, follow=True)
        self.assertRedirects(response, "/accounts/profile/")
        self.assertContains(response, "<h1>newcomer</h1>", html=True)

    def test_an_address_is_kept_if_one_is_given(self) -> None:
        for name, email in [("anne", ""), ("ben", "ben@example.com"), ("cho", "alice@example.com")]:
            with self.subTest(name):
                self.client.post("/accounts/signup/", {**self.data, "username": name, "email": email})
                self.assertEqual(User.objects.get(username=name).email, email)

    def test_what_is_no_address_is_refused(self) -> None:
        response = self.client.post("/accounts/signup/", {**self.data, "email": "nowhere"})
        self.assertContains(response, "Enter a valid email address", status_code=200)

    def test_the_page_is_kept_by_no_cache(self) -> None:
        self.assertIn("no-store", self.client.get("/accounts/signup/").headers["Cache-Control"])

    def test_a_name_that_is_taken_is_refused_whatever_its_capitals(self) -> None:
        response = self.client.post("/accounts/signup/", {**self.data, "username": "ALICE"})
        self.assertContains(response, "already exists", status_code=200)

    def test_a_weak_password_is_refused(self) -> None:
        response = self.client.post("/accounts/signup/", {**self.data, "password1": "1234", "password2": "1234"})
        self.assertContains(response, "too short", status_code=200)

    def test_a_name_cannot_bring_markup_into_a_page(self) -> None:
        self.client.force_login(User.objects.create_user("<b>bold</b>"))
        self.assertNotContains(self.client.get("/accounts/profile/"), "<b>bold</b>")


class ProfileTests(SeededTestCase):
    def test_a_stranger_is_sent_to_the_login_page_and_back(self) -> None:
        self.assertRedirects(self.client.get("/accounts/profile/"), "/accounts/login/?next=/accounts/profile/")

    def test_it_shows_the_name_and_the_form_to_log_out(self) -> None:
        self.log_in("bob")
        page = self.client.get("/accounts/profile/")
        self.assertContains(page, "<h1>bob</h1>", html=True)
        self.assertContains(page, '<form method="post" action="/accounts/logout/">')

    def test_it_shows_the_address_and_leads_to_everything_about_the_account(self) -> None:
        self.log_in("bob")
        page = self.client.get("/accounts/profile/")
        self.assertContains(page, "<dd>bob@example.com</dd>", html=True)
        for address in ["devices", "password_change", "delete"]:
            self.assertContains(page, f'href="/accounts/{address}/"')

    def test_without_an_address_it_says_so(self) -> None:
        self.client.force_login(User.objects.create_user("shy"))
        self.assertContains(self.client.get("/accounts/profile/"), "none given")

    def test_it_costs_two_queries(self) -> None:
        self.log_in()
        with self.assertNumQueries(2):  # the session row, the user row
            self.client.get("/accounts/profile/")


class HasherTests(SimpleTestCase):
    def test_new_passwords_take_ten_thousand_rounds(self) -> None:
        self.assertTrue(make_password("x").startswith("pbkdf2_sha256$10000$"))

    def test_a_hash_of_full_strength_is_accepted_and_left_alone(self) -> None:
        strong, stored_again = PBKDF2PasswordHasher().encode("x", "saltsaltsaltsaltsalt12"), []
        self.assertTrue(check_password("x", strong, setter=stored_again.append))
        self.assertEqual(stored_again, [])

    def test_our_own_hash_is_left_alone(self) -> None:
        stored_again: list[str] = []
        self.assertTrue(check_password("x", make_password("x"), setter=stored_again.append))
        self.assertEqual(stored_again, [])

    @override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"])
    def test_a_site_with_the_full_cost_stores_our_hash_anew(self) -> None:
        stored_again: list[str] = []
        weak = PBKDF2PasswordHasher().encode("x", "saltsaltsaltsaltsalt12", 10_000)
        self.assertTrue(check_password("x", weak, setter=stored_again.append))
        self.assertEqual(stored_again, ["x"])
