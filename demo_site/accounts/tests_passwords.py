"""Tests of passwords: changed by who knows the old one, chosen anew by who reads the mail, and never shown."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils.http import urlsafe_base64_encode
from django.views.debug import SafeExceptionReporterFilter

from accounts.models import Device, User
from neighbourhood.seeded import SeededTestCase

NEW = "three-quiet-herons"


class PasswordTestCase(SeededTestCase):
    """With alice, and the way from an address to the link in the mail."""

    def setUp(self) -> None:
        self.alice = User.objects.get(username="alice")

    def ask(self, email: str = "alice@example.com") -> str:
        """Ask for a new password; return the path of the link in the latest mail."""
        self.client.post("/accounts/password_reset/", {"email": email})
        return re.search(r"^http://testserver(/\S+)$", mail.outbox[-1].body, flags=re.MULTILINE)[1]

    def is_password(self, password: str) -> bool:
        """Say whether it is alice's now. Not by a login: that would make every link useless."""
        return User.objects.get(username="alice").check_password(password)


class ChangeTests(PasswordTestCase):
    def change(self, **data: str) -> Any:
        data = {"old_password": settings.CLASSROOM_PASSWORD, "new_password1": NEW, "new_password2": NEW, **data}
        return self.client.post("/accounts/password_change/", data)

    def test_a_stranger_is_sent_to_the_login_page_and_back(self) -> None:
        for address in ["/accounts/password_change/", "/accounts/password_change/done/"]:
            with self.subTest(address):
                self.assertRedirects(self.client.get(address), f"/accounts/login/?next={address}")
                self.assertRedirects(self.client.post(address), f"/accounts/login/?next={address}")

    def test_the_new_password_counts_and_the_old_one_does_not(self) -> None:
        self.log_in()
        self.assertRedirects(self.change(), "/accounts/password_change/done/")
        self.assertTrue(self.is_password(NEW))
        self.assertFalse(self.is_password(settings.CLASSROOM_PASSWORD))

    def test_a_wrong_old_password_changes_nothing(self) -> None:
        self.log_in()
        wrong = PasswordChangeForm.error_messages["password_incorrect"]
        self.assertFormError(self.change(old_password="wrong").context["form"], "old_password", wrong)
        self.assertFalse(self.is_password(NEW))

    def test_two_new_passwords_that_differ_change_nothing(self) -> None:
        self.log_in()
        differ = SetPasswordForm.error_messages["password_mismatch"]
        self.assertFormError(self.change(new_password2="other").context["form"], "new_password2", differ)
        self.assertFalse(self.is_password(NEW))

    def test_a_weak_password_is_refused(self) -> None:
        self.log_in()
        self.assertContains(self.change(new_password1="alice1", new_password2="alice1"), "too similar to the username")

    def test_this_device_stays_under_a_new_key_and_the_others_are_out(self) -> None:
        phone = Client()
        phone.force_login(self.alice)
        self.log_in()
        before = self.cookie("sessionid")
        self.change()
        self.assertNotEqual(self.cookie("sessionid"), before)
        self.assertEqual(self.client.get("/accounts/profile/").status_code, 200)
        self.assertRedirects(phone.get("/accounts/profile/"), "/accounts/login/?next=/accounts/profile/")

    def test_the_list_of_devices_follows(self) -> None:
        self.log_in()
        self.change()
        page = self.client.get("/accounts/devices/")
        self.assertEqual(page.context["this"], Device.objects.get(session_key=self.cookie("sessionid")))

    def test_without_a_token_it_is_refused(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.client.force_login(self.alice)
        self.assertEqual(self.change().status_code, 403)
        self.assertFalse(self.is_password(NEW))


class AskForALinkTests(PasswordTestCase):
    def post(self, email: str) -> Any:
        return self.client.post("/accounts/password_reset/", {"email": email})

    def test_one_mail_in_plain_text_from_us_to_the_address_we_know(self) -> None:
        self.assertRedirects(self.post("ALICE@example.com"), "/accounts/password_reset/done/")
        (letter,) = mail.outbox
        self.assertEqual((letter.to, letter.from_email), (["alice@example.com"], settings.DEFAULT_FROM_EMAIL))
        self.assertEqual(letter.subject, "Choose a new password for Maple Lane")
        self.assertFalse(letter.message().is_multipart())
        self.assertIn("http://testserver/accounts/reset/", letter.body)

    def test_over_https_the_link_is_https(self) -> None:
        self.client.post("/accounts/password_reset/", {"email": "alice@example.com"}, secure=True)
        self.assertIn("https://testserver/accounts/reset/", mail.outbox[0].body)

    def test_a_name_is_not_escaped_in_a_text(self) -> None:
        User.objects.create_user("o'hara", "o@example.com", "x")
        self.post("o@example.com")
        self.assertIn("Hello o'hara,", mail.outbox[0].body)

    def test_the_answer_is_the_same_for_everybody_and_the_mail_is_not(self) -> None:
        User.objects.filter(username="bob").update(is_active=False)
        User.objects.create_user("ghost", "ghost@example.com")  # without a password that could be forgotten
        answers = set()
        for name in ["alice", "nobody", "bob", "ghost"]:
            response = self.post(f"{name}@example.com")
            answers.add((response.status_code, response.url, response.content))
        self.assertEqual(len(answers), 1)
        self.assertEqual([letter.to for letter in mail.outbox], [["alice@example.com"]])

    def test_who_shares_an_address_gets_a_link_each(self) -> None:
        User.objects.filter(username="bob").update(email="alice@example.com")
        self.post("alice@example.com")
        self.assertEqual(len({letter.body for letter in mail.outbox}), 2)

    def test_look_alike_letters_are_another_address(self) -> None:
        self.post("alıce@example.com")  # a dotless i, which some comparisons take for an i
        self.assertEqual(mail.outbox, [])

    def test_a_poisoned_host_gets_no_link_into_a_mail(self) -> None:
        for host in ["evil.example", "testserver:dr@evil.example"]:
            with self.subTest(host), self.assertLogs("django.security.DisallowedHost", "ERROR"):
                data = {"email": "alice@example.com"}
                response = self.client.post("/accounts/password_reset/", data, headers={"host": host})
                self.assertEqual(response.status_code, 400)
        self.assertEqual(mail.outbox, [])

    def test_what_is_no_address_is_a_form_error(self) -> None:
        for text in ["", "alice", "a@b\nBcc: everybody@example.com", "a\0@example.com"]:
            with self.subTest(text):
                self.assertEqual(self.post(text).status_code, 200)
        self.assertEqual(mail.outbox, [])

    def test_it_starts_no_session(self) -> None:
        self.post("alice@example.com")
        self.assertEqual(Session.objects.count(), 0)


class FollowTheLinkTests(PasswordTestCase):
    def choose(self, address: str, first: str = NEW, second: str = NEW) -> Any:
        return self.client.post(address, {"new_password1": first, "new_password2": second})

    def assert_useless(self, address: str) -> None:
        page = self.client.get(address, follow=True)
        self.assertContains(page, "The password reset link was invalid")
        self.assertIs(page.context["validlink"], False)
        self.assertIsNone(page.context["form"])

    def test_the_token_leaves_the_address_and_waits_in_the_session(self) -> None:
        link = self.ask()
        uid, token = link.strip("/").split("/")[-2:]
        response = self.client.get(link)
        self.assertRedirects(response, f"/accounts/reset/{uid}/set-password/")
        self.assertEqual(self.client.session[INTERNAL_RESET_SESSION_TOKEN], token)
        self.assertIn("no-store", response.headers["Cache-Control"])

    def test_the_form_names_the_user_and_not_the_token(self) -> None:
        link = self.ask()
        page = self.client.get(link, follow=True)
        self.assertContains(page, "Hello, alice. Please enter your new password")
        self.assertNotContains(page, link.strip("/").split("/")[-1])
        self.assertEqual(page.context["form"].user, self.alice)

    def test_the_new_password_counts_and_nobody_is_logged_in(self) -> None:
        form = self.client.get(self.ask()).url
        self.assertRedirects(self.choose(form), "/accounts/reset/done/")
        self.assertTrue(self.is_password(NEW))
        self.assertNotIn(INTERNAL_RESET_SESSION_TOKEN, self.client.session)
        self.assertNotIn(SESSION_KEY, self.client.session)

    def test_the_last_page_leads_to_the_login(self) -> None:
        self.assertContains(self.client.get("/accounts/reset/done/"), 'href="/accounts/login/">Log in</a></p>')

    def test_every_other_device_is_out(self) -> None:
        phone = Client()
        link = self.ask()
        phone.force_login(self.alice)  # a login that leaves last_login alone would leave the link good
        link = self.ask()
        self.choose(self.client.get(link).url)
        self.assertEqual(phone.get("/accounts/profile/").status_code, 302)

    def test_a_used_link_is_useless(self) -> None:
        link = self.ask()
        form = self.client.get(link).url
        self.choose(form)
        self.assert_useless(link)
        self.assert_useless(form)
        self.choose(form, "another-word-9", "another-word-9")
        self.assertFalse(self.is_password("another-word-9"))

    def test_a_login_and_a_new_address_make_a_link_useless(self) -> None:
        link = self.ask()
        self.log_in()
        self.client.post("/accounts/logout/")
        self.assert_useless(link)
        link = self.ask()
        User.objects.filter(username="alice").update(email="a@example.com")
        self.assert_useless(link)

    def test_a_link_of_somebody_else_or_of_nobody_is_useless(self) -> None:
        link = self.ask()
        uid, token = link.strip("/").split("/")[-2:]
        bob = urlsafe_base64_encode(str(User.objects.get(username="bob").pk).encode())
        for address in [
            f"{uid}/{token[:-4]}0000",
            f"{uid}/1-1",
            f"{uid}/set-password",
            f"{bob}/{token}",
            "123456/1-1",
            "zzzzzzzzzzzzz/1-1",
            f"{urlsafe_base64_encode(b'not a number')}/1-1",
            f"{urlsafe_base64_encode(b'9' * 40)}/1-1",
            f"{urlsafe_base64_encode(bytes([255, 0]))}/1-1",
        ]:
            with self.subTest(address):
                self.assert_useless(f"/accounts/reset/{address}/")

    def test_the_form_of_one_session_is_closed_to_another(self) -> None:
        form = self.client.get(self.ask()).url
        self.client = Client()
        self.assert_useless(form)
        self.choose(form)
        self.assertFalse(self.is_password(NEW))

    def test_a_post_to_the_link_itself_changes_nothing(self) -> None:
        link = self.ask()
        self.choose(link)
        self.choose(link.replace("-", "-0"))
        self.assertFalse(self.is_password(NEW))

    def test_two_passwords_that_differ_or_are_weak_change_nothing(self) -> None:
        form = self.client.get(self.ask()).url
        differ = SetPasswordForm.error_messages["password_mismatch"]
        self.assertFormError(self.choose(form, second="other").context["form"], "new_password2", differ)
        self.assertContains(self.choose(form, "1234", "1234"), "too short")
        self.assertTrue(self.is_password(settings.CLASSROOM_PASSWORD))
        self.choose(form)  # the link is still good
        self.assertTrue(self.is_password(NEW))


class ReportTests(PasswordTestCase):
    """An error report may be mailed about and printed. No password may stand in it."""

    def test_no_password_is_in_a_report(self) -> None:
        link = self.ask()
        hidden = SafeExceptionReporterFilter()
        for address, logged_in in [
            ("/accounts/login/", False),
            ("/accounts/signup/", False),
            (self.client.get(link).url, False),
            ("/accounts/password_change/", True),
            ("/accounts/delete/", True),
        ]:
            with self.subTest(address):
                if logged_in:
                    self.client.force_login(self.alice)
                fields = dict.fromkeys(["password", "password1", "new_password1", "old_password"], "a secret")
                response = self.client.post(address, fields)
                self.assertNotIn("a secret", hidden.get_post_parameters(response.wsgi_request).values())


class PostBoxTests(PasswordTestCase):
    def test_it_is_empty_at_first(self) -> None:
        self.assertContains(self.client.get("/accounts/outbox/"), "Empty.")

    def test_it_is_kept_by_no_cache(self) -> None:
        self.ask()
        self.assertIn("no-store", self.client.get("/accounts/outbox/").headers["Cache-Control"])

    def test_it_shows_the_latest_mail_first_with_a_link_to_follow(self) -> None:
        self.ask("bob@example.com")
        link = self.ask()
        page = self.client.get("/accounts/outbox/")
        self.assertEqual([letter.to[0] for letter in page.context["letters"]], ["alice@example.com", "bob@example.com"])
        self.assertContains(page, f'href="http://testserver{link}"')
        self.assertContains(page, "This is a classroom.")

    def test_it_shows_no_more_than_twenty(self) -> None:
        for number in range(25):
            mail.send_mail(f"Letter {number}", "…", None, ["x@example.com"])
        page = self.client.get("/accounts/outbox/")
        self.assertContains(page, "Letter 24")
        self.assertEqual(len(page.context["letters"]), 20)

    def test_a_mail_cannot_bring_markup_into_the_page(self) -> None:
        mail.send_mail("<b>a</b>", "<script>x</script>", None, ["x@example.com"])
        page = self.client.get("/accounts/outbox/")
        self.assertNotContains(page, "<script>")
        self.assertNotContains(page, "<b>")

    def test_with_a_backend_that_sends_there_is_nothing_to_show(self) -> None:
        kept = mail.outbox
        del mail.outbox
        try:
            self.assertContains(self.client.get("/accounts/outbox/"), "Empty.")
        finally:
            mail.outbox = kept
