"""Tests of what belongs to no single app: settings, seed, static files, error pages, and rough handling."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client, SimpleTestCase, TestCase
from django.test.runner import DiscoverRunner

from accounts.models import User
from articles.models import Article
from market.models import Product
from neighbourhood.seed import seed
from neighbourhood.seeded import SeededTestCase
from neighbourhood.wsgi import application

# Every page that a stranger can open with GET.
PAGES = [
    "/",
    "/articles/",
    "/market/",
    "/market/cutting-board/",
    "/market/cookie-cart/",
    "/market/session-cart/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password_reset/",
    "/accounts/password_reset/done/",
    "/accounts/reset/none/none/",
    "/accounts/reset/done/",
    "/accounts/outbox/",
    "/desk/",
    "/desk/hello/",
    "/desk/cookies/",
    "/desk/set-cookie/?name=a&value=1",
    "/desk/counter/",
    "/desk/cookie-counter/",
    "/preferences/",
    "/preferences/private-window/",
]
# Every address that takes a POST.
POSTS = [
    "/accounts/login/",
    "/accounts/logout/",
    "/accounts/signup/",
    "/accounts/password_reset/",
    "/accounts/password_change/",
    "/accounts/reset/none/none/",
    "/accounts/devices/",
    "/accounts/delete/",
    "/articles/new/",
    "/articles/1/edit/",
    "/articles/1/delete/",
    "/market/cookie-cart/add/",
    "/market/cookie-cart/remove/",
    "/market/cookie-cart/clear/",
    "/market/session-cart/add/",
    "/market/session-cart/remove/",
    "/market/session-cart/clear/",
    "/preferences/",
    "/preferences/hide-notice/",
    "/preferences/close-popup/",
    "/desk/echo/",
]


class SettingsTests(SimpleTestCase):
    def run_python(self, code: str, **environment: str) -> str:
        """Run a line of Python with our settings in a fresh process; return what it prints."""
        names = {name: value for name, value in os.environ.items() if not name.startswith("DEMO_SITE_")}
        environment = {**names, "DJANGO_SETTINGS_MODULE": "neighbourhood.settings", **environment}
        return subprocess.run(
            [sys.executable, "-c", code],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
        ).stdout.strip()

    def test_debug_is_off_unless_asked_for(self) -> None:
        code = "from neighbourhood import settings; print(settings.DEBUG)"
        self.assertEqual(self.run_python(code), "False")
        self.assertEqual(self.run_python(code, DEMO_SITE_DEBUG="1"), "True")

    def test_the_key_is_new_at_every_start_and_inherited_by_a_child(self) -> None:
        code = "from neighbourhood import settings; import os; print(settings.SECRET_KEY, os.environ['%s'])"
        first, second = (self.run_python(code % "DEMO_SITE_SECRET_KEY").split() for _ in range(2))
        self.assertEqual(first[0], first[1])
        self.assertNotEqual(first[0], second[0])
        self.assertGreaterEqual(len(first[0]), 50)

    def test_the_session_engine_and_a_shared_cache_can_be_named(self) -> None:
        code = "from django.conf import settings; print(settings.SESSION_ENGINE, settings.CACHES['default']['BACKEND'])"
        backends = "django.contrib.sessions.backends."
        plain = f"{backends}db django.core.cache.backends.locmem.LocMemCache"
        self.assertEqual(self.run_python(code), plain)
        switched = self.run_python(code, DEMO_SITE_SESSION_ENGINE="cached_db", DEMO_SITE_SHARED_CACHE="x")
        self.assertEqual(switched, f"{backends}cached_db django.core.cache.backends.filebased.FileBasedCache")

    def test_only_this_computer_is_served(self) -> None:
        code = "from neighbourhood import settings; print(settings.ALLOWED_HOSTS)"
        hosts = ["127.0.0.1", "localhost", "[::1]"]
        for number, company in enumerate(["bakery", "bookshop", "tracker"], 2):
            hosts += [f"{company}.localhost", f"127.0.0.{number}"]
        self.assertEqual(self.run_python(code), str(hosts))

    def test_the_deployment_check_says_what_the_list_explains_and_nothing_else(self) -> None:
        code = "import django; from django.core.management import call_command; django.setup();"
        code += "import sys; sys.stderr = sys.stdout\ntry: call_command('check', deploy=True)\n"
        code += "except Exception as error: print(error)"
        found = re.findall(r"\(([a-z_]+\.[WEC]\d{3})\)", self.run_python(code))
        self.assertEqual(sorted(found), sorted(settings.DEPLOY_WARNINGS_EXPLAINED))
        self.assertTrue(all(len(reason) > 20 for reason in settings.DEPLOY_WARNINGS_EXPLAINED.values()))

    def test_the_project_imports_django_and_itself_only(self) -> None:
        own = {path.parent.name for path in settings.BASE_DIR.glob("*/__init__.py")}
        allowed = own | {"django"} | set(sys.stdlib_module_names)
        for path in settings.BASE_DIR.rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            for name in re.findall(r"^\s*(?:from|import) (\w+)", text, flags=re.MULTILINE):
                with self.subTest(path=path.name, name=name):
                    self.assertIn(name, allowed)

    def test_the_runner_finds_the_tests_from_anywhere(self) -> None:
        with mock.patch.object(DiscoverRunner, "build_suite") as build_suite:
            from neighbourhood.runner import ProjectRunner

            ProjectRunner().build_suite([])
        build_suite.assert_called_once_with([str(settings.BASE_DIR)])


class MigrationTests(TestCase):
    def test_they_match_the_models(self) -> None:
        call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


class SeedTests(TestCase):
    def test_it_fills_the_site(self) -> None:
        added = seed()
        self.assertEqual((added.users, added.articles, added.products), (10, 12, 10))
        self.assertEqual(Product.objects.get(slug="cutting-board").name_ko, "도마")

    def test_every_user_has_the_fake_password_a_salt_of_its_own_and_no_power(self) -> None:
        seed()
        users = User.objects.all()
        self.assertTrue(all(user.check_password(settings.CLASSROOM_PASSWORD) for user in users))
        self.assertEqual(len({user.password for user in users}), 10)
        self.assertFalse(users.exclude(is_superuser=False, is_staff=False).exists())

    def test_every_user_has_an_address_that_belongs_to_nobody(self) -> None:
        seed()
        addresses = {user.username: user.email for user in User.objects.all()}
        self.assertEqual(addresses, {name: f"{name}@example.com" for name in addresses})

    def test_one_editor_has_two_permissions_by_the_group_and_nobody_else_has_any(self) -> None:
        seed()
        given = {user.username: user.get_all_permissions() for user in User.objects.all()}
        self.assertEqual(given.pop("omar"), {"articles.change_article", "articles.delete_article"})
        self.assertEqual(set().union(*given.values()), set())

    def test_again_it_adds_nothing_and_changes_nothing(self) -> None:
        seed()
        alice = User.objects.get(username="alice")
        alice.set_password("changed")
        alice.save()
        added = seed()
        self.assertEqual((added.users, added.articles, added.products), (0, 0, 0))
        self.assertTrue(User.objects.get(username="alice").check_password("changed"))

    def test_it_puts_back_what_is_missing(self) -> None:
        seed()
        User.objects.get(username="alice").delete()
        added = seed()
        self.assertEqual((added.users, added.articles, added.products), (1, 2, 0))

    def test_two_fresh_sites_are_alike(self) -> None:
        seed()
        first = list(Article.objects.values_list("title", "author__username", "created_at"))
        User.objects.all().delete()
        seed()
        self.assertEqual(list(Article.objects.values_list("title", "author__username", "created_at")), first)

    def test_the_command_says_what_it_did(self) -> None:
        out = StringIO()
        call_command("seed", stdout=out)
        self.assertIn("Added 10 users, 12 notes and 10 products.", out.getvalue())

    def test_the_command_says_what_to_run_first(self) -> None:
        with (
            mock.patch("neighbourhood.management.commands.seed.seed", side_effect=OperationalError),
            self.assertRaisesMessage(CommandError, "Run `manage.py migrate` first."),
        ):
            call_command("seed")


class HomeTests(SeededTestCase):
    def test_it_shows_notes_and_products(self) -> None:
        page = self.client.get("/")
        self.assertContains(page, "The ladder is back, thank you")
        self.assertContains(page, "도마")

    def test_a_stranger_costs_two_queries_and_gets_no_cookie(self) -> None:
        with self.assertNumQueries(2):
            self.assertFalse(self.client.get("/").cookies)

    def test_a_user_is_named_in_the_menu(self) -> None:
        self.log_in("bob")
        self.assertContains(self.client.get("/"), 'href="/accounts/profile/"')

    def test_before_migrate_it_says_what_to_run(self) -> None:
        with mock.patch("neighbourhood.views.Article.objects.select_related", side_effect=OperationalError):
            self.assertContains(self.client.get("/"), "manage.py migrate", status_code=503)

    def test_before_seed_it_says_what_to_run(self) -> None:
        Article.objects.all().delete()
        self.assertContains(self.client.get("/"), "manage.py seed")


class HandlerTests(SimpleTestCase):
    def get(self, path: str, **more: str) -> tuple[str, bytes]:
        """Ask the WSGI application itself, as a server does."""
        started: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "HTTP_HOST": "127.0.0.1",
            "wsgi.input": BytesIO(),
            "wsgi.url_scheme": "http",
            **more,
        }
        body = application(environ, lambda status, headers: started.append(status))
        content = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        return started[0], content

    def test_the_style_sheet_arrives_with_debug_off(self) -> None:
        self.assertFalse(settings.DEBUG)
        status, content = self.get("/static/neighbourhood/site.css")
        self.assertEqual(status, "200 OK")
        self.assertIn(b"--accent", content)

    def test_nothing_else_is_served(self) -> None:
        for path in ["/static/nope.css", "/static/", "/static/neighbourhood/", "/static/neighbourhood/\0"]:
            with self.subTest(path):
                self.assertEqual(self.get(path)[0], "404 Not Found")

    def test_a_path_that_climbs_out_is_refused(self) -> None:
        for path in ["/static/../settings.py", "/static/../../manage.py", "/static//etc/passwd"]:
            with self.subTest(path):
                status, content = self.get(path)
                self.assertIn(status, ("400 Bad Request", "404 Not Found"))
                self.assertNotIn(b"import", content)

    def test_a_length_that_is_no_number_is_400(self) -> None:
        for length in ["zz", "-5", "1.5", "\xb2", "9" * 5_000]:
            with self.subTest(length[:5]):
                self.assertEqual(self.get("/desk/echo/", CONTENT_LENGTH=length)[0], "400 Bad Request")

    def test_no_length_and_an_empty_one_are_zero(self) -> None:
        self.assertEqual(self.get("/desk/echo/")[0], "200 OK")
        self.assertEqual(self.get("/desk/echo/", CONTENT_LENGTH="")[0], "200 OK")

    def test_the_icon(self) -> None:
        self.assertEqual(self.client.get("/favicon.ico").headers["Content-Type"], "image/svg+xml")


class PageTests(SeededTestCase):
    def test_no_page_asks_for_anything_from_elsewhere(self) -> None:
        sheet = Path(settings.BASE_DIR, "neighbourhood/static/neighbourhood/site.css").read_text(encoding="utf-8")
        self.assertNotRegex(sheet, r"url\(|@import|https?:")
        for address in PAGES:
            with self.subTest(address):
                page = self.client.get(address).content.decode()
                self.assertNotRegex(page, r'(?:src|href|action)="(?:https?:)?//')
                self.assertNotIn("<script", page)

    def test_every_page_has_one_heading_one_main_part_and_a_language(self) -> None:
        for address in PAGES:
            with self.subTest(address):
                page = self.client.get(address).content.decode()
                self.assertEqual((page.count("<h1"), page.count("<main")), (1, 1))
                self.assertIn('<html lang="en"', page)

    def test_every_page_says_that_it_depends_on_cookies(self) -> None:
        for address in PAGES:
            with self.subTest(address):
                self.assertIn("Cookie", self.client.get(address).headers["Vary"])


class ErrorPageTests(SeededTestCase):
    def test_404(self) -> None:
        self.assertContains(self.client.get("/nope/<b>/"), "Nobody lives at this address", status_code=404)
        self.assertNotContains(self.client.get("/nope/secret/"), "secret", status_code=404)

    def test_403(self) -> None:
        self.log_in("bob")
        article = Article.objects.get(title="Ladder to lend")
        page = self.client.get(f"/articles/{article.pk}/edit/")
        self.assertContains(page, "That is not yours to change", status_code=403)

    def test_400_for_a_wrong_host_leaks_nothing(self) -> None:
        page = self.client.get("/", headers={"host": "evil.example"})
        self.assertContains(page, "We could not read that", status_code=400)
        self.assertNotContains(page, "evil.example", status_code=400)
        self.assertNotContains(page, "ALLOWED_HOSTS", status_code=400)

    def test_500_leaks_nothing(self) -> None:
        self.client.raise_request_exception = False
        with mock.patch("neighbourhood.views.render", side_effect=RuntimeError("a secret")):
            page = self.client.get("/")
        self.assertContains(page, "Something broke on our side", status_code=500)
        self.assertNotContains(page, "a secret", status_code=500)

    def test_they_look_at_neither_session_nor_user(self) -> None:
        self.log_in()
        with self.assertNumQueries(0):
            self.client.get("/nope/")


class RoughHandlingTests(SeededTestCase):
    """Bad input may be refused. It must not break anything."""

    def assert_survived(self, response: object, *, below: int = 500) -> None:
        self.assertLess(response.status_code, below)

    def setUp(self) -> None:
        self.client.raise_request_exception = False
        self.log_in()
        self.key = self.cookie("sessionid")

    def test_huge_bodies(self) -> None:
        for address in POSTS:
            for content_type in ["application/x-www-form-urlencoded", "application/octet-stream"]:
                with self.subTest(address=address, content_type=content_type):
                    self.assert_survived(self.client.post(address, b"a=" + b"x" * 10_000_000, content_type))

    def test_a_huge_form_is_refused_with_the_csrf_check_on(self) -> None:
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        client.get("/accounts/login/")
        body = b"a=" + b"x" * 10_000_000
        response = client.post("/accounts/login/", body, "application/x-www-form-urlencoded")
        self.assertIn(response.status_code, (400, 403, 413))

    def test_bodies_that_are_no_forms(self) -> None:
        for address in POSTS:
            for content_type in [
                "multipart/form-data",
                "multipart/form-data; boundary=x",
                "text/\xff",
                "a/b; charset=x",
            ]:
                with self.subTest(address=address, content_type=content_type):
                    self.assert_survived(self.client.generic("POST", address, b"\0\xff--x\r\n", content_type))
                    form = "application/x-www-form-urlencoded; charset=klingon"
                    self.assert_survived(self.client.generic("POST", address, b"a=%00%FF", form))

    def test_more_fields_than_django_reads(self) -> None:
        for address in POSTS:
            with self.subTest(address):
                body = "&".join(f"f{number}=1" for number in range(2_000))
                self.assert_survived(self.client.post(address, body, "application/x-www-form-urlencoded"))

    def test_nul_and_other_bytes_in_every_field(self) -> None:
        fields = ["username", "password", "password1", "password2", "title", "body", "product", "theme", "language"]
        fields += ["remembered_name", "next", "remember_name", "csrfmiddlewaretoken"]
        for address in POSTS:
            for value in ["\0", "a\0b", "\ufffd", "한글" * 3_000]:
                with self.subTest(address=address, value=value[:3]):
                    self.assert_survived(self.client.post(address, dict.fromkeys(fields, value)))

    def test_wild_cookies(self) -> None:
        names = [
            "cart",
            "theme",
            "language",
            "visitor_name",
            "visits",
            "remembered_name",
            "notice_hidden",
            "popup_closed",
        ]
        names += ["messages", "csrftoken", "sessionid"]
        for value in ["\xff\xfe", "\x00", "%00", "x" * 5_000, '"', '"\\', "{}[]", "a:b:c", "%ED%A0%80", "\\777"]:
            header = "; ".join(f"{name}={value}" for name in names)
            for address in [*PAGES, "/accounts/profile/", "/accounts/devices/", "/desk/echo/", "/articles/new/"]:
                with self.subTest(value=value[:5], address=address):
                    self.assert_survived(self.client.get(address, HTTP_COOKIE=header))

    def test_five_thousand_cookies(self) -> None:
        header = f"sessionid={self.key}; " + "; ".join(f"c{number}=x" for number in range(5_000))
        for address in [*PAGES, "/accounts/profile/"]:
            with self.subTest(address):
                self.assert_survived(self.client.get(address, HTTP_COOKIE=header))

    def test_wild_queries_and_paths(self) -> None:
        queries = ["%00=%00", "%FF=%FF", "next=%00", "page=%00", "page=-1", "&&&===;", "[]=1", "x" * 20_000]
        for query in queries:
            for address in ["/", "/articles/", "/accounts/login/", "/desk/", "/desk/echo/", "/preferences/"]:
                with self.subTest(query=query[:10], address=address):
                    self.assert_survived(self.client.get(f"{address}?{query}"))
        for path in [
            "/%00/",
            "/%FF/",
            "/articles/%00/",
            "/market/%00/",
            "/market/%ED%95%9C/",
            "/../",
            "/a" * 5_000,
        ]:
            with self.subTest(path[:20]):
                self.assertIn(self.client.get(path).status_code, (400, 404))
