from django.test import TestCase
from django.urls import reverse


class LoginPage(TestCase):
    """The login page, by GET."""

    def test_it_shows_an_empty_form_with_a_token(self):
        response = self.client.get(reverse("accounts:login"))
        self.assertFalse(response.context["form"].is_bound)
        self.assertContains(response, "csrfmiddlewaretoken")
