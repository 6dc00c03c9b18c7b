"""Tests of weak passwords: each rule of AUTH_PASSWORD_VALIDATORS refuses alone, wherever a password is chosen."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts

from accounts.models import User
from accounts.tests_passwords import PasswordTestCase

# The code of Django's ValidationError, and a password of `persimmon` that this rule alone refuses.
WEAK = {
    "password_too_short": "x7-Kq!z",
    "password_too_similar": "persimmon1",
    "password_too_common": "trustno1",
    "password_entirely_numeric": "83921746502",
}
GOOD = "a blue ladder"


class WeakPasswordTests(PasswordTestCase):
    def setUp(self) -> None:
        super().setUp()
        User.objects.filter(pk=self.alice.pk).update(username="persimmon", email="persimmon@example.com")
        self.alice.refresh_from_db()

    def sign_up(self, password: str) -> Any:
        fields = {"username": "persimmons", "password1": password, "password2": password}
        return self.client.post("/accounts/signup/", fields)

    def change(self, password: str) -> Any:
        self.client.force_login(self.alice)
        fields = {"new_password1": password, "new_password2": password}
        return self.client.post("/accounts/password_change/", {"old_password": settings.CLASSROOM_PASSWORD, **fields})

    def reset(self, password: str) -> Any:
        form = self.client.get(self.ask("persimmon@example.com")).url
        return self.client.post(form, {"new_password1": password, "new_password2": password})

    def test_each_rule_refuses_wherever_a_password_is_chosen(self) -> None:
        for choose in (self.sign_up, self.change, self.reset):
            for code, password in WEAK.items():
                with self.subTest(choose.__name__, code=code):
                    errors = choose(password).context["form"].errors.as_data().values()
                    self.assertEqual([each.code for several in errors for each in several], [code])
        self.assertTrue(User.objects.get(username="persimmon").check_password(settings.CLASSROOM_PASSWORD))
        self.assertFalse(User.objects.filter(username="persimmons").exists())

    def test_a_good_one_is_taken(self) -> None:
        self.assertEqual(self.reset(GOOD).status_code, 302)
        self.assertTrue(User.objects.get(username="persimmon").check_password(GOOD))

    def test_the_form_tells_every_rule(self) -> None:
        self.assertEqual(len(password_validators_help_texts()), len(WEAK))
        page = self.client.get("/accounts/signup/")
        for text in password_validators_help_texts():
            self.assertContains(page, text.partition("’")[2] or text)
