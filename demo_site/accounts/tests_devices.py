"""Tests of the list of devices, under every session engine, and of the deletion of an account."""

from __future__ import annotations

from tempfile import TemporaryDirectory

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.file import SessionStore as FileStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client, SimpleTestCase, override_settings
from django.utils import timezone

from accounts.models import Device, User
from accounts.user_agents import describe
from articles.models import Article
from neighbourhood.seeded import SeededTestCase

ENGINES = ["db", "cached_db", "cache", "file"]
PHONE = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)


def log_in_on(agent: str, name: str = "alice") -> Client:
    """Return a client that calls itself `agent`, after a login by the real form."""
    client = Client(headers={"user-agent": agent})
    client.post("/accounts/login/", {"username": name, "password": settings.CLASSROOM_PASSWORD})
    return client


class DeviceTestCase(SeededTestCase):
    """alice is logged in on a laptop (`self.client`) and on a phone."""

    def setUp(self) -> None:
        self.alice = User.objects.get(username="alice")
        self.client, self.phone = Client(headers={"user-agent": "laptop"}), log_in_on(PHONE)
        self.log_in()

    def listed(self, client: Client | None = None) -> list[str]:
        """Return what the page calls the devices, this one first."""
        context = (client or self.client).get("/accounts/devices/").context
        return [str(device) for device in (context["this"], *context["others"])]

    def end(self, value: object) -> int:
        return self.client.post("/accounts/devices/", {"end": value}).status_code

    def pk(self, agent: str) -> int:
        return Device.objects.get(user_agent=agent).pk

    def is_in(self, client: Client) -> bool:
        return client.get("/accounts/profile/").status_code == 200


class ListTests(DeviceTestCase):
    def test_a_stranger_is_sent_to_the_login_page_and_back(self) -> None:
        for method in [Client().get, Client().post]:
            self.assertRedirects(method("/accounts/devices/"), "/accounts/login/?next=/accounts/devices/")

    def test_every_device_is_listed_this_one_first_and_nobody_elses(self) -> None:
        log_in_on("bob's tablet", "bob")
        self.assertEqual(self.listed(), ["laptop", "Chrome on Android"])
        self.assertEqual(self.listed(self.phone), ["Chrome on Android", "laptop"])
        self.assertTrue(Device.objects.filter(user_agent="bob's tablet").exists())

    def test_no_key_stands_in_the_page(self) -> None:
        page = self.client.get("/accounts/devices/")
        for client in [self.client, self.phone]:
            self.assertNotContains(page, client.cookies["sessionid"].value)

    def test_it_is_kept_by_no_cache(self) -> None:
        self.assertIn("no-store", self.client.get("/accounts/devices/").headers["Cache-Control"])

    def test_a_device_that_logs_out_leaves_the_list_and_the_table(self) -> None:
        self.phone.post("/accounts/logout/")
        self.assertEqual(self.alice.devices.count(), 1)
        self.assertEqual(self.listed(), ["laptop"])

    def test_an_expired_session_leaves_the_list_and_the_table(self) -> None:
        Session.objects.filter(pk=self.phone.cookies["sessionid"].value).update(expire_date=timezone.now())
        self.assertEqual(self.listed(), ["laptop"])
        self.assertEqual(self.alice.devices.count(), 1)

    def test_a_session_from_before_a_change_of_password_leaves_the_list(self) -> None:
        data = {
            "old_password": settings.CLASSROOM_PASSWORD,
            "new_password1": "two-herons",
            "new_password2": "two-herons",
        }
        self.client.post("/accounts/password_change/", data)
        self.assertEqual(self.listed(), ["laptop"])

    def test_a_row_that_names_somebody_elses_session_is_not_listed(self) -> None:
        User.objects.filter(username="bob").update(password=self.alice.password)  # even with the same hash
        bob = log_in_on("bob's", "bob")
        Device.objects.filter(user_agent="bob's").update(user=self.alice)
        self.assertEqual(self.listed(), ["laptop", "Chrome on Android"])
        self.assertTrue(self.is_in(bob))

    def test_a_new_secret_key_ends_no_device_while_the_old_one_is_its_fallback(self) -> None:
        for fallbacks, devices in (([settings.SECRET_KEY], 1), ([], 0)):
            with self.settings(SECRET_KEY="a new one", SECRET_KEY_FALLBACKS=fallbacks):
                client = log_in_on("tablet")
                self.assertEqual(self.listed(client).count("Chrome on Android"), devices)

    def test_a_row_of_somebody_else_about_this_session_is_not_shown(self) -> None:
        bob = User.objects.get(username="bob")
        Device.objects.filter(user_agent="laptop").update(user=bob, user_agent="bob's")
        self.assertEqual(self.listed(), ["laptop", "Chrome on Android"])

    def test_another_user_in_the_same_browser_takes_it_over(self) -> None:
        self.phone.post("/accounts/login/", {"username": "bob", "password": settings.CLASSROOM_PASSWORD})
        self.assertEqual(self.listed(), ["laptop"])
        self.assertEqual(self.listed(self.phone), ["Chrome on Android"])

    def test_a_login_again_in_the_same_browser_is_no_second_device(self) -> None:
        self.log_in()
        self.assertEqual(self.listed(), ["laptop", "Chrome on Android"])

    def test_a_sign_up_is_a_login(self) -> None:
        data = {"username": "newcomer", "password1": "two-herons", "password2": "two-herons"}
        client = Client(headers={"user-agent": "tablet"})
        client.post("/accounts/signup/", data)
        self.assertEqual(self.listed(client), ["tablet"])
        self.assertEqual(Device.objects.get(user_agent="tablet").user.username, "newcomer")

    def test_a_device_that_is_not_in_the_table_sees_itself(self) -> None:
        Device.objects.all().delete()
        self.assertEqual(self.listed(), ["laptop"])

    def test_names_that_clients_give_themselves(self) -> None:
        tablet = log_in_on("<b>bold</b>" + "x" * 1_000)
        self.assertNotContains(self.client.get("/accounts/devices/"), "<b>")
        self.assertEqual(len(Device.objects.latest("pk").user_agent), 300)
        self.assertTrue(self.is_in(tablet))

    def test_one_query_finds_the_rows_and_one_each_session(self) -> None:
        with self.assertNumQueries(5):  # session, user; this row, the other rows; the phone's session
            self.client.get("/accounts/devices/")


class EndTests(DeviceTestCase):
    def test_one_device_is_ended_and_the_rest_stays(self) -> None:
        tablet = log_in_on("tablet")
        response = self.client.post("/accounts/devices/", {"end": self.pk(PHONE)}, follow=True)
        self.assertRedirects(response, "/accounts/devices/")
        self.assertContains(response, "Logged out: Chrome on Android.")
        self.assertEqual([self.is_in(client) for client in (self.client, self.phone, tablet)], [True, False, True])
        self.assertFalse(Session.objects.filter(pk=self.phone.cookies["sessionid"].value).exists())

    def test_all_others_are_ended_and_this_one_stays(self) -> None:
        tablet, bob = log_in_on("tablet"), log_in_on("bob's", "bob")
        self.end("others")
        self.assertEqual({device.user_agent for device in Device.objects.all()}, {"laptop", "bob's"})
        self.assertContains(self.client.get("/accounts/devices/"), "Logged out: 2 devices.")
        clients = (self.client, self.phone, tablet, bob)
        self.assertEqual([self.is_in(client) for client in clients], [True, False, False, True])
        self.assertEqual(self.end("others"), 302)

    def test_somebody_elses_device_is_404_like_one_that_does_not_exist(self) -> None:
        bob = log_in_on("bob's", "bob")
        for value in [self.pk("bob's"), self.pk("laptop"), 999, -1, "", "abc", "1e1", "9" * 5_000, "\0", "١"]:
            with self.subTest(str(value)[:9]):
                self.assertEqual(self.end(value), 404)
        self.assertEqual(self.client.post("/accounts/devices/").status_code, 404)
        self.assertEqual([self.is_in(client) for client in (self.client, self.phone, bob)], [True, True, True])

    def test_get_ends_nothing(self) -> None:
        self.client.get("/accounts/devices/", {"end": "others"})
        self.assertTrue(self.is_in(self.phone))

    def test_without_a_token_nothing_is_ended(self) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = self.client.cookies
        self.assertEqual(strict.post("/accounts/devices/", {"end": "others"}).status_code, 403)
        self.assertTrue(self.is_in(self.phone))


class EngineTests(SeededTestCase):
    """The same on every engine, with its own words where the server keeps nothing."""

    def engine(self, name: str) -> override_settings:
        return override_settings(SESSION_ENGINE=f"django.contrib.sessions.backends.{name}")

    def forget_folder(self) -> None:
        """Let Django look at SESSION_FILE_PATH again: it remembers the first folder it was given."""
        if hasattr(FileStore, "_storage_path"):
            del FileStore._storage_path

    def tearDown(self) -> None:
        self.forget_folder()
        cache.clear()

    def test_list_and_end(self) -> None:
        with TemporaryDirectory() as folder:
            for name in ENGINES:
                with self.subTest(name), self.engine(name), self.settings(SESSION_FILE_PATH=folder):
                    self.forget_folder()
                    laptop, phone = log_in_on("laptop"), log_in_on("phone")
                    page = laptop.get("/accounts/devices/")
                    self.assertEqual([str(device) for device in page.context["others"]], ["phone"])
                    laptop.post("/accounts/devices/", {"end": page.context["others"][0].pk})
                    self.assertNotIn(SESSION_KEY, phone.session)
                    self.assertEqual(phone.get("/accounts/profile/").status_code, 302)
                    self.assertEqual(laptop.get("/accounts/profile/").status_code, 200)
                    laptop.post("/accounts/logout/")

    def test_signed_cookies_cannot_be_ended_and_the_page_says_so(self) -> None:
        log_in_on("elsewhere")
        elsewhere = Device.objects.get()
        with self.engine("signed_cookies"):
            laptop, phone = log_in_on("laptop"), log_in_on("phone")
            page = laptop.get("/accounts/devices/")
            self.assertContains(page, "in the cookies of the devices themselves")
            self.assertEqual((str(page.context["this"]), page.context["others"]), ("laptop", []))
            self.assertEqual(laptop.post("/accounts/devices/", {"end": "others"}).status_code, 302)
            self.assertEqual(phone.get("/accounts/profile/").status_code, 200)
            self.assertEqual(Device.objects.get(), elsewhere)  # nothing was noted down, and nothing swept away
            data = {"old_password": settings.CLASSROOM_PASSWORD, "new_password1": "two-herons"}
            laptop.post("/accounts/password_change/", data | {"new_password2": "two-herons"})
            self.assertEqual(laptop.get("/accounts/profile/").status_code, 200)
            self.assertEqual(phone.get("/accounts/profile/").status_code, 302)


class DescribeTests(SimpleTestCase):
    def test_browsers_and_others(self) -> None:
        like_chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
        for agent, words in [
            ("", "A client without a name"),
            ("python-requests/2.32.3", "python-requests/2.32.3"),
            ("x" * 100, "x" * 60),
            (PHONE, "Chrome on Android"),
            (like_chrome, "Chrome on Windows"),
            (f"{like_chrome} Edg/140.0", "Edge on Windows"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1", "Safari on macOS"),
            ("Mozilla/5.0", "A browser"),
        ]:
            with self.subTest(words):
                self.assertEqual(describe(agent), words)


class DeletionTests(DeviceTestCase):
    def delete(self, password: str = settings.CLASSROOM_PASSWORD) -> object:
        return self.client.post("/accounts/delete/", {"password": password}, follow=True)

    def test_a_stranger_is_sent_to_the_login_page_and_back(self) -> None:
        self.assertRedirects(Client().get("/accounts/delete/"), "/accounts/login/?next=/accounts/delete/")
        self.assertRedirects(Client().post("/accounts/delete/"), "/accounts/login/?next=/accounts/delete/")

    def test_it_asks_first(self) -> None:
        self.assertContains(self.client.get("/accounts/delete/"), "no way back")
        self.assertTrue(User.objects.filter(username="alice").exists())

    def test_a_wrong_password_deletes_nothing(self) -> None:
        for password in ["wrong", "", f" {settings.CLASSROOM_PASSWORD}"]:
            with self.subTest(password):
                self.delete(password)
        self.assertTrue(self.is_in(self.client))

    def test_the_user_the_notes_the_devices_and_their_sessions_go(self) -> None:
        others = Article.objects.exclude(author=self.alice).count()
        response = self.delete()
        self.assertRedirects(response, "/")
        self.assertContains(response, "Your account is deleted.")
        self.assertFalse(User.objects.filter(username="alice").exists())
        self.assertEqual((Article.objects.count(), Device.objects.count(), Session.objects.count()), (others, 0, 0))

    def test_this_device_and_all_others_are_strangers_afterwards(self) -> None:
        self.delete()
        self.assertEqual([self.is_in(self.client), self.is_in(self.phone)], [False, False])
        self.assertEqual(self.log_in().status_code, 200)

    def test_other_users_stay_logged_in(self) -> None:
        bob = log_in_on("bob's", "bob")
        self.delete()
        self.assertTrue(self.is_in(bob))

    def test_without_a_token_nothing_is_deleted(self) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = self.client.cookies
        self.assertEqual(strict.post("/accounts/delete/", {"password": settings.CLASSROOM_PASSWORD}).status_code, 403)
        self.assertTrue(self.is_in(self.client))
