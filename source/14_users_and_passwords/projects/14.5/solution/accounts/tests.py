from django.contrib.auth import get_user, get_user_model
from django.contrib.sessions.models import Session
from django.test import Client, TestCase
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

    def log_in(self, password, wish=""):
        form = {"username": "mina", "password": password, "next": wish}
        return self.client.post(reverse("accounts:login"), form)

    def test_the_right_password_logs_in(self):
        self.assertRedirects(self.log_in(PASSWORD), reverse("articles:list"))
        self.assertEqual(get_user(self.client), self.mina)

    def test_a_wrong_password_does_not(self):
        self.assertEqual(self.log_in("wrong").status_code, 200)
        self.assertTrue(get_user(self.client).is_anonymous)

    def test_it_goes_on_to_the_page_in_next(self):
        response = self.log_in(PASSWORD, "/articles/?page=2")
        self.assertRedirects(response, "/articles/?page=2")

    def test_it_goes_to_no_other_site(self):
        for address in ("https://evil.example/", "//evil.example/", "/\\evil.example/"):
            with self.subTest(address):
                self.assertRedirects(self.log_in(PASSWORD, address), reverse("articles:list"))


class Logout(TestCase):
    """The button of the navigation, and a link that would log somebody out."""

    def setUp(self):
        self.client.force_login(get_user_model().objects.create_user("mina"))

    def test_a_post_ends_the_session(self):
        self.assertRedirects(self.client.post(reverse("accounts:logout")), reverse("articles:list"))
        self.assertTrue(get_user(self.client).is_anonymous)

    def test_a_get_does_not(self):
        self.assertEqual(self.client.get(reverse("accounts:logout")).status_code, 405)
        self.assertTrue(get_user(self.client).is_authenticated)


class Navigation(TestCase):
    """What base.html says about the visitor."""

    def test_a_member_sees_their_name_and_no_link_to_the_login(self):
        self.client.force_login(get_user_model().objects.create_user("mina"))
        response = self.client.get(reverse("articles:list"))
        self.assertContains(response, "mina")
        self.assertNotContains(response, reverse("accounts:login"))

    def test_a_stranger_sees_the_link(self):
        self.assertContains(self.client.get(reverse("articles:list")), reverse("accounts:login"))


class SignUp(TestCase):
    """A new user, made by the form."""

    def sign_up(self, again):
        form = {"username": "mina", "password1": PASSWORD, "password2": again}
        return self.client.post(reverse("accounts:signup"), form)

    def test_it_makes_a_user_who_is_logged_in_and_can_come_back(self):
        self.assertRedirects(self.sign_up(PASSWORD), reverse("articles:list"))
        mina = get_user_model().objects.get()
        self.assertEqual(get_user(self.client), mina)
        self.assertTrue(mina.check_password(PASSWORD))

    def test_two_passwords_that_differ_make_no_one(self):
        self.assertEqual(self.sign_up("another").status_code, 200)
        self.assertFalse(get_user_model().objects.exists())


class PasswordChange(TestCase):
    """A new password: for whom it counts, and which sessions it ends."""

    @classmethod
    def setUpTestData(cls):
        cls.mina = get_user_model().objects.create_user("mina", password=PASSWORD)

    def setUp(self):
        self.elsewhere = Client()
        self.client.force_login(self.mina)
        self.elsewhere.force_login(self.mina)

    def change(self, old):
        form = {"old_password": old, "new_password1": "brand-new-one", "new_password2": "brand-new-one"}
        response = self.client.post(reverse("accounts:password_change"), form)
        self.mina.refresh_from_db()
        return response

    def test_this_session_stays_and_the_others_end(self):
        self.assertRedirects(self.change(PASSWORD), reverse("articles:list"))
        self.assertTrue(self.mina.check_password("brand-new-one"))
        self.assertEqual(get_user(self.client), self.mina)
        self.assertTrue(get_user(self.elsewhere).is_anonymous)

    def test_a_wrong_old_password_changes_nothing(self):
        self.assertEqual(self.change("wrong").status_code, 200)
        self.assertTrue(self.mina.check_password(PASSWORD))

    def test_a_stranger_is_sent_to_the_login(self):
        path = reverse("accounts:password_change")
        self.assertRedirects(Client().get(path), f"{reverse('accounts:login')}?next={path}")


class Delete(TestCase):
    """The end of an account."""

    @classmethod
    def setUpTestData(cls):
        cls.mina = get_user_model().objects.create_user("mina", password=PASSWORD)

    def setUp(self):
        self.client.force_login(self.mina)

    def delete(self, password):
        return self.client.post(reverse("accounts:delete"), {"password": password})

    def test_the_right_password_deletes_the_user_and_ends_the_session(self):
        self.assertRedirects(self.delete(PASSWORD), reverse("articles:list"))
        self.assertFalse(get_user_model().objects.exists())
        self.assertFalse(Session.objects.exists())  # not get_user: without its row, nobody is logged in either way

    def test_a_wrong_password_deletes_nothing(self):
        for password in ("wrong", ""):
            with self.subTest(password):
                self.assertEqual(self.delete(password).status_code, 200)
                self.assertEqual(get_user(self.client), self.mina)

    def test_a_get_deletes_nothing(self):
        self.assertEqual(self.client.get(reverse("accounts:delete")).status_code, 200)
        self.assertEqual(get_user(self.client), self.mina)

    def test_a_stranger_is_sent_to_the_login(self):
        path = reverse("accounts:delete")
        self.assertRedirects(Client().get(path), f"{reverse('accounts:login')}?next={path}")
