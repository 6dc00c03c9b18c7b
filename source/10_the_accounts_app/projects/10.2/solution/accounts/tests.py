from django.test import TestCase
from django.urls import reverse


class LoginPage(TestCase):
    """The login page, by GET."""

    def test_it_answers(self):
        self.assertEqual(self.client.get(reverse("accounts:login")).status_code, 200)
