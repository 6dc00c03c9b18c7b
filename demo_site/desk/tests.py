"""Tests of the front desk: what each counter answers, and that no bad parameter gets further than a 400."""

from __future__ import annotations

import time
from unittest import mock
from urllib.parse import quote

from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from neighbourhood.seeded import SeededTestCase


class DeskTestCase(SeededTestCase):
    def set_cookie_lines(self, query: str) -> list[str]:
        """The Set-Cookie lines of the answer to /desk/set-cookie/ with this query."""
        response = self.client.get(f"/desk/set-cookie/?{query}")
        self.assertEqual(response.status_code, 200, response.content)
        return [cookie.OutputString() for cookie in response.cookies.values()]

    def assert_refused(self, address: str) -> None:
        """The address is answered 400, in plain text, and sets no cookie."""
        response = self.client.get(address)
        self.assertEqual((response.status_code, response.headers["Content-Type"]), (400, "text/plain; charset=utf-8"))
        self.assertGreater(len(response.content), 20)
        self.assertFalse(response.cookies)


class HelloTests(DeskTestCase):
    def hello(self, cookie: str = "") -> str:
        return self.client.get("/desk/hello/", headers={"cookie": cookie}).content.decode()

    def test_a_stranger(self) -> None:
        self.assertInHTML('<h1 lang="en">Hello, stranger.</h1>', self.hello())

    def test_by_the_cookie(self) -> None:
        self.assertInHTML('<h1 lang="en">Hello, Mina.</h1>', self.hello("visitor_name=Mina"))

    def test_by_the_cookie_in_hangul(self) -> None:
        self.assertInHTML('<h1 lang="en">Hello, 민아.</h1>', self.hello(f"visitor_name={quote('민아')}"))

    def test_in_korean(self) -> None:
        self.assertInHTML('<h1 lang="ko">안녕하세요, Mina 님.</h1>', self.hello("visitor_name=Mina; language=ko"))

    def test_the_user_goes_before_the_cookie(self) -> None:
        self.log_in("bob")
        self.client.cookies["visitor_name"] = "alice"
        self.assertContains(self.client.get("/desk/hello/"), "Hello, bob.")

    def test_a_name_is_text_and_not_markup_and_not_long(self) -> None:
        page = self.hello(f"visitor_name={quote('<script>' + 'x' * 5000)}")
        self.assertNotIn("<script>", page)
        self.assertLess(len(page), 5_000)

    def test_braces_in_a_name_are_no_instructions(self) -> None:
        self.assertIn("Hello, {name.__class__}.", self.hello(f"visitor_name={quote('{name.__class__}')}"))

    def test_it_sets_no_cookie_and_asks_no_table(self) -> None:
        with self.assertNumQueries(0):
            response = self.client.get("/desk/hello/", headers={"cookie": "visitor_name=Mina"})
        self.assertFalse(response.cookies)
        self.assertFalse(response.wsgi_request.session.accessed)

    def test_the_other_pages_of_the_desk_leave_the_session_alone(self) -> None:
        self.log_in()
        for address in ["/desk/", "/desk/cookies/", "/desk/cookie-counter/", "/desk/set-cookie/?name=a&value=1"]:
            with self.subTest(address), self.assertNumQueries(0):
                self.client.get(address)


class EchoTests(DeskTestCase):
    def test_it_reports_the_request(self) -> None:
        response = self.client.post(
            "/desk/echo/?a=1&a=2", "hello 안녕", "text/plain", headers={"cookie": "n=1; m=2", "x-note": "hi"}
        )
        echo = response.json()
        self.assertEqual((echo["method"], echo["path"], echo["body"]), ("POST", "/desk/echo/", "hello 안녕"))
        self.assertEqual(echo["query"], [["a", "1"], ["a", "2"]])
        self.assertEqual(echo["cookies"], {"n": "1", "m": "2"})
        self.assertIn(["X-Note", "hi"], echo["headers"])

    def test_headers_that_did_not_come_are_not_invented(self) -> None:
        response = self.client.get("/desk/echo/", CONTENT_TYPE="text/plain", CONTENT_LENGTH="")
        self.assertEqual(
            {name for name, value in response.json()["headers"]} & {"Content-Type", "Content-Length"}, set()
        )

    def test_any_method_without_a_token(self) -> None:
        client = Client(enforce_csrf_checks=True)
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"]:
            with self.subTest(method):
                self.assertEqual(client.generic(method, "/desk/echo/").json()["method"], method)

    def test_the_port_if_the_server_tells(self) -> None:
        self.assertEqual(self.client.get("/desk/echo/", REMOTE_PORT="50123").json()["remote_port"], 50123)
        for port in ({}, {"REMOTE_PORT": ""}, {"REMOTE_PORT": "unix:"}):
            self.assertIsNone(self.client.get("/desk/echo/", **port).json()["remote_port"])

    def test_neither_session_nor_user_are_touched(self) -> None:
        self.log_in()
        with self.assertNumQueries(0):
            response = self.client.get("/desk/echo/")
        self.assertNotIn("Vary", response.headers)
        self.assertFalse(response.cookies)

    def test_bytes_that_are_no_text(self) -> None:
        response = self.client.generic("POST", "/desk/echo/?q=%FF%00", b"\xff\x00", HTTP_COOKIE="a=\xff\x00; b=2")
        self.assertEqual(response.json()["body"], "\ufffd\0")
        self.assertEqual(response.json()["cookies"]["b"], "2")

    def test_a_huge_body_is_refused_politely(self) -> None:
        response = self.client.post("/desk/echo/", b"x" * 10_000_000, "application/octet-stream")
        self.assertIn(response.status_code, (400, 413))

    def test_five_thousand_cookies(self) -> None:
        header = "; ".join(f"c{number}=x" for number in range(5_000))
        self.assertEqual(len(self.client.get("/desk/echo/", headers={"cookie": header}).json()["cookies"]), 5_000)


class CookiesPageTests(DeskTestCase):
    def test_none(self) -> None:
        self.assertContains(self.client.get("/desk/cookies/"), "Your request carried no cookie.")

    def test_names_and_values(self) -> None:
        page = self.client.get("/desk/cookies/", headers={"cookie": "colour=<b>green</b>"})
        self.assertContains(page, "<code>colour</code>")
        self.assertContains(page, "<code>&lt;b&gt;green&lt;/b&gt;</code>")

    def test_many_and_long_ones_make_a_page_of_moderate_size(self) -> None:
        header = "; ".join(f"c{number}={'x' * 600}" for number in range(5_000))
        page = self.client.get("/desk/cookies/", headers={"cookie": header})
        self.assertContains(page, "and 4800 more")
        self.assertLess(len(page.content), 200_000)


class SetCookieTests(DeskTestCase):
    def test_name_and_value(self) -> None:
        self.assertEqual(self.set_cookie_lines("name=visitor_name&value=Mina"), ["visitor_name=Mina; Path=/"])

    def test_several_in_one_answer(self) -> None:
        lines = self.set_cookie_lines("name=a&value=1&name=b&value=2")
        self.assertEqual(lines, ["a=1; Path=/", "b=2; Path=/"])

    def test_attributes(self) -> None:
        line = self.set_cookie_lines("name=a&value=1&path=/desk/&domain=example.com&secure=1&httponly=1&samesite=lax")
        self.assertEqual(line, ["a=1; Domain=example.com; HttpOnly; Path=/desk/; SameSite=Lax; Secure"])

    def test_max_age(self) -> None:
        self.assertIn("Max-Age=60;", self.set_cookie_lines("name=a&value=1&max_age=60")[0])
        self.assertIn("Max-Age=0;", self.set_cookie_lines("name=a&value=1&max_age=0")[0])
        self.assertIn("Max-Age=-5;", self.set_cookie_lines("name=a&value=1&max_age=-5")[0])

    def test_expires(self) -> None:
        date = "Thu, 31 Dec 2026 23:59:59 GMT"
        self.assertEqual(
            self.set_cookie_lines(f"name=a&value=1&expires={quote(date)}"), [f"a=1; expires={date}; Path=/"]
        )

    def test_empty_fields_of_the_form_mean_nothing(self) -> None:
        query = "name=a&value=&max_age=&expires=&path=/&domain=&secure=&httponly=&samesite="
        self.assertEqual(self.set_cookie_lines(query), ['a=""; Path=/'])

    def test_a_value_is_percent_encoded(self) -> None:
        lines = self.set_cookie_lines(f"name=a&value={quote('민아; x=1')}")
        self.assertEqual(lines, ["a=%EB%AF%BC%EC%95%84%3B%20x%3D1; Path=/"])

    def test_no_value_can_smuggle_an_attribute_or_a_header(self) -> None:
        line = self.set_cookie_lines("name=a&value=" + quote("1; Secure\r\nX-Bad: 1\0"))[0]
        self.assertNotRegex(line, r"[\r\n\0]|; Secure")

    def test_a_whole_line_goes_out_as_it_came(self) -> None:
        line = 'a="\\"b\\""; Max-Age=soon; Partitioned; Path=/'
        response = self.client.get("/desk/set-cookie/", {"line": line})
        self.assertEqual(response.headers["Set-Cookie"], line)
        self.assertContains(response, "Max-Age=soon; Partitioned")

    def test_a_whole_line_is_one_line(self) -> None:
        for line in ("a=1\r\nLocation: /", "a=1\x00", "a=한글", "a=" + "x" * 9_000):
            response = self.client.get("/desk/set-cookie/", {"line": line})
            self.assertEqual(response.status_code, 400, line)
            self.assertNotIn("Set-Cookie", response.headers)

    def test_the_page_shows_the_line(self) -> None:
        self.assertContains(self.client.get("/desk/set-cookie/?name=a&value=1"), "Set-Cookie: a=1; Path=/")

    def test_five_thousand_octets_are_allowed(self) -> None:
        self.assertEqual(len(self.set_cookie_lines(f"name=a&value={'x' * 5000}")), 1)

    def test_bad_parameters(self) -> None:
        for query in [
            "",
            "value=1",
            "name=a",
            "name=&value=1",
            "name=a&name=b&value=1",
            "name=a&value=1&name=a&value=2",
            "name=a%00b&value=1",
            "name=a%20b&value=1",
            "name=a%0d%0aX:1&value=1",
            "name=%ED%95%9C&value=1",
            "name=%FF&value=1",
            "name=a;b&value=1",
            "name=a=b&value=1&name=Path&value=2",
            "name=path&value=1",
            "name=Max-Age&value=1",
            "name=Partitioned&value=1",
            f"name={'n' * 300}&value=1",
            f"name=a&value={'x' * 9000}",
            "name=a&value=1&max_age=soon",
            "name=a&value=1&max_age=1.5",
            "name=a&value=1&max_age=99999999999999999999",
            "name=a&value=1&max_age=9999999999",
            "name=a&value=1&max_age=%D9%A3",
            "name=a&value=1&expires=tomorrow",
            "name=a&value=1&expires=Thu,%2031%20Foo%202026%2023:59:59%20GMT",
            "name=a&value=1&expires=Thu,%2099%20Dec%209999%2099:59:59%20GMT",
            "name=a&value=1&expires=Thu,%2031%20Dec%201899%2023:59:59%20GMT",
            "name=a&value=1&path=desk",
            "name=a&value=1&path=/a;Secure",
            "name=a&value=1&path=/%0d%0aX:1",
            "name=a&value=1&path=/%ED%95%9C",
            "name=a&value=1&domain=a%20b",
            "name=a&value=1&domain=a;Secure",
            "name=a&value=1&domain=%ED%95%9C",
            "name=a&value=1&domain=" + "d" * 500,
            "name=a&value=1&secure=yes",
            "name=a&value=1&httponly=2",
            "name=a&value=1&samesite=banana",
        ]:
            with self.subTest(query[:60]):
                self.assert_refused(f"/desk/set-cookie/?{query}")

    def test_an_expiry_cannot_smuggle_a_header(self) -> None:
        date = quote("Thu, 31 Dec 2026 23:59:59 GMT\n")
        response = self.client.get(f"/desk/set-cookie/?name=a&value=1&expires={date}")
        self.assertNotIn("\n", "".join(cookie.OutputString() for cookie in response.cookies.values()))

    def test_more_parameters_than_django_reads_are_400(self) -> None:
        query = "&".join(["name=a"] * 1_500)
        self.assertEqual(self.client.get(f"/desk/set-cookie/?{query}").status_code, 400)


class DeleteCookieTests(DeskTestCase):
    def test_it_asks_for_an_expiry_in_the_past(self) -> None:
        cookie = self.client.get("/desk/delete-cookie/?name=a&path=/desk/").cookies["a"]
        self.assertEqual((cookie.value, cookie["max-age"], cookie["path"]), ("", 0, "/desk/"))
        self.assertEqual(cookie["expires"], "Thu, 01 Jan 1970 00:00:00 GMT")

    def test_bad_parameters(self) -> None:
        for query in ["", "name=", "name=a%00", "name=a&path=x", "name=a&domain=a%0ab"]:
            with self.subTest(query):
                self.assert_refused(f"/desk/delete-cookie/?{query}")


class CounterTests(DeskTestCase):
    def test_the_session_counts(self) -> None:
        self.client.get("/desk/counter/")
        self.assertContains(self.client.get("/desk/counter/"), "<h1>Visit number 2.</h1>", html=True)
        self.assertEqual(Session.objects.get().get_decoded(), {"visits": 2})

    def test_the_cookie_counts(self) -> None:
        self.client.get("/desk/cookie-counter/")
        self.assertContains(self.client.get("/desk/cookie-counter/"), "<h1>Visit number 2.</h1>", html=True)
        self.assertEqual((self.cookie("visits"), Session.objects.count()), ("2", 0))

    def test_the_client_may_write_what_it_likes(self) -> None:
        for value, visits in [("41", 42), ("-3", 1), ("x", 1), ("9" * 50, 1), ("٣", 1), ("", 1), ("\xff\x00", 1)]:
            with self.subTest(value[:10]):
                response = self.client.get("/desk/cookie-counter/", HTTP_COOKIE=f"visits={quote(value, safe='')}")
                self.assertContains(response, f"Visit number {visits}.")
                self.assertEqual(response.cookies["visits"]["samesite"], "Lax")
        raw = "visits=٣".encode().decode("latin-1")  # as a WSGI server hands bytes on
        self.assertContains(self.client.get("/desk/cookie-counter/", HTTP_COOKIE=raw), "Visit number 1.")


class RedirectTests(DeskTestCase):
    def test_a_visitor_who_came_by_https_is_not_led_to_http(self) -> None:
        for scheme, status in (("https", 302), ("http", 400)):
            with self.subTest(scheme):
                target = {"to": f"{scheme}://testserver/desk/"}
                self.assertEqual(self.client.get("/desk/redirect/", target, secure=True).status_code, status)

    def test_within_the_site(self) -> None:
        for target in ["/desk/echo/", "/market/?a=1", "http://testserver/desk/echo/"]:
            with self.subTest(target):
                response = self.client.get("/desk/redirect/", {"to": target})
                self.assertRedirects(response, target, fetch_redirect_response=False)

    def test_without_a_target_to_the_echo(self) -> None:
        self.assertRedirects(self.client.get("/desk/redirect/"), "/desk/echo/")

    def test_nowhere_else(self) -> None:
        for target in [
            "",
            "https://evil.example/",
            "//evil.example/",
            "///evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "http:///evil.example",
            "http://testserver:81/",
            "http://testserver@evil.example/",
            "http://[",
            "\0/desk/",
            "/" + "x" * 3_000,
        ]:
            with self.subTest(target[:30]):
                self.assert_refused(f"/desk/redirect/?to={quote(target, safe='')}")

    def test_a_line_break_makes_no_header(self) -> None:
        response = self.client.get("/desk/redirect/", {"to": "/desk/\r\nX-Bad: 1"})
        self.assertNotIn("X-Bad", response.headers)
        self.assertNotRegex(response.headers["Location"], r"[\r\n]")


class StatusTests(DeskTestCase):
    def test_every_code_from_200_to_599(self) -> None:
        with self.assertNumQueries(0):
            for code in range(200, 600):
                response = self.client.get(f"/desk/status/{code}/")
                self.assertEqual(response.status_code, code)
                self.assertNotIn("Vary", response.headers)

    def test_the_text_names_the_code(self) -> None:
        self.assertContains(self.client.get("/desk/status/404/"), "404 Not Found", status_code=404)
        self.assertContains(self.client.get("/desk/status/599/"), "The server is at fault.", status_code=599)

    def test_no_content_where_none_is_allowed(self) -> None:
        for code in [204, 205, 304]:
            with self.subTest(code):
                response = self.client.get(f"/desk/status/{code}/")
                self.assertEqual(response.content, b"")
                self.assertNotIn("Content-Type", response.headers)

    def test_headers_that_a_code_requires(self) -> None:
        self.assertIn("WWW-Authenticate", self.client.get("/desk/status/401/").headers)
        self.assertIn("Allow", self.client.get("/desk/status/405/").headers)

    def test_bad_codes(self) -> None:
        for code in ["99999", "100", "101", "199", "600", "99", "0", "-1", "abc", "2e2", "%00", "٢٠٠", "9" * 5000]:
            with self.subTest(code[:10]):
                self.assert_refused(f"/desk/status/{code}/")


class SlowTests(DeskTestCase):
    def test_it_sleeps_as_long_as_it_is_asked_to(self) -> None:
        with mock.patch.object(time, "sleep") as sleep:
            self.assertContains(self.client.get("/desk/slow/?seconds=1.5"), "This answer took 1.5 s on purpose.")
        sleep.assert_called_once_with(1.5)

    def test_bad_lengths(self) -> None:
        with mock.patch.object(time, "sleep") as sleep:
            for seconds in ["5.01", "6", "-1", "nan", "inf", "1e3", "", "%00", "x", "9" * 5_000]:
                with self.subTest(seconds[:10]):
                    self.assert_refused(f"/desk/slow/?seconds={seconds}")
        sleep.assert_not_called()


class DeskPageTests(DeskTestCase):
    def test_pages_are_read_only(self) -> None:
        for address in ["", "hello/", "cookies/", "set-cookie/", "counter/", "redirect/", "status/200/", "slow/"]:
            with self.subTest(address):
                self.assertEqual(self.client.post(f"/desk/{address}").status_code, 405)

    def test_the_index_links_to_every_counter(self) -> None:
        page = self.client.get("/desk/")
        for name in [
            "hello",
            "echo",
            "cookies",
            "counter",
            "cookie-counter",
            "session",
            "redirect",
            "status/404",
            "slow",
        ]:
            with self.subTest(name):
                self.assertContains(page, f'href="/desk/{name}/')

    def test_no_user_was_needed_for_any_of_this(self) -> None:
        self.assertFalse(User.objects.exclude(last_login=None).exists())
