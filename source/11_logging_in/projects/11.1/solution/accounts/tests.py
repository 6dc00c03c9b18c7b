from django.contrib.auth import get_user, get_user_model
from django.test import TestCase
from django.urls import reverse

PASSWORD = "only-for-tests"


class LoginPage(TestCase):
    """The login page, by GET."""

    def test_it_shows_an_empty_form_with_a_token(self):
        response = self.client.get(reverse("accounts:login"))
        self.assertFalse(response.context["form"].is_bound)
        self.assertContains(response, "csrfmiddlewaretoken")


class Login(TestCase):
    """Who is logged in after the form was sent."""

    @classmethod
    def setUpTestData(cls):
        cls.mina = get_user_model().objects.create_user("mina", password=PASSWORD)

    def log_in(self, password):
        return self.client.post(reverse("accounts:login"), {"username": "mina", "password": password})

    def test_the_right_password_logs_in(self):
        self.assertRedirects(self.log_in(PASSWORD), reverse("articles:list"))
        self.assertEqual(get_user(self.client), self.mina)

    def test_a_wrong_password_does_not(self):
        self.assertEqual(self.log_in("wrong").status_code, 200)
        self.assertTrue(get_user(self.client).is_anonymous)
