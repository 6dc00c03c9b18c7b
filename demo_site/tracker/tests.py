"""Tests of the tracker: two shops, one pixel, and who is who."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.test import Client, TestCase

from tracker.models import Visit
from tracker.shops import SHOPS

BROWSER = {"sec-fetch-site": "cross-site", "sec-fetch-dest": "image"}
ID = r"\A[0-9a-f]{16}\Z"


class ShopTests(TestCase):
    def pixel_on(self, address: str, host: str) -> str:
        """Return the address in the `<img>` of a page that was asked for at `host`."""
        page = self.client.get(address, headers={"host": host}).content.decode()
        return page.split('<img class="pixel" src="')[1].split('"')[0]

    def test_the_pixel_comes_from_the_tracker_by_name_or_by_address_as_the_page_did(self) -> None:
        for slug in SHOPS:
            name, address = settings.TRACKER_ORIGINS[slug]
            for host, tracker in [(name, "tracker.localhost"), (address, "127.0.0.4")]:
                with self.subTest(host):
                    expected = f"http://{tracker}:8765/tracker/pixel.gif?page=/tracker/{slug}/"
                    self.assertEqual(self.pixel_on(f"/tracker/{slug}/", f"{host}:8765"), expected)

    def test_at_the_sites_own_address_it_comes_by_name_and_the_page_says_so(self) -> None:
        for host in ["127.0.0.1:8765", "localhost", "[::1]:8765"]:
            with self.subTest(host):
                self.assertTrue(self.pixel_on("/tracker/bakery/", host).startswith("http://tracker.localhost"))
                page = self.client.get("/tracker/bakery/", headers={"host": host})
                self.assertContains(page, f"You came by <code>{host}</code>")
        self.assertNotContains(self.client.get("/tracker/bakery/", headers={"host": "bakery.localhost"}), "You came by")

    def test_the_page_tells_the_pixel_what_was_asked_for(self) -> None:
        pixel = self.pixel_on('/tracker/bookshop/?q="><b>&a=1', "127.0.0.3")
        self.assertEqual(
            pixel, "http://127.0.0.4/tracker/pixel.gif?page=/tracker/bookshop/%3Fq%3D%2522%253E%253Cb%253E%26a%3D1"
        )

    def test_a_shop_lets_the_browser_say_where_it_is_and_sets_no_cookie_of_its_own(self) -> None:
        response = self.client.get("/tracker/bakery/")
        self.assertEqual(response.headers["Referrer-Policy"], "strict-origin-when-cross-origin")
        self.assertFalse(response.cookies)
        with self.assertNumQueries(0):
            self.client.get("/tracker/bakery/")


class PixelTests(TestCase):
    def see(self, page: str = "/tracker/bakery/", client: Client | None = None, **headers: str) -> Any:
        """Load the pixel as a page does."""
        client = client or self.client
        return client.get("/tracker/pixel.gif", {"page": page}, headers={"host": "tracker.localhost", **headers})

    def test_it_is_one_transparent_pixel_that_no_cache_may_keep(self) -> None:
        response = self.see()
        self.assertEqual((response.headers["Content-Type"], len(response.content)), ("image/gif", 43))
        self.assertTrue(response.content.startswith(b"GIF89a\x01\x00\x01\x00"))
        self.assertIn("no-store", response.headers["Cache-Control"])

    def test_a_browser_gets_a_cookie_that_it_sends_from_other_sites(self) -> None:
        cookie = self.see(**BROWSER).cookies["tracker_id"]
        self.assertRegex(cookie.value, ID)
        self.assertEqual((cookie["samesite"], cookie["secure"], cookie["httponly"]), ("None", True, True))
        self.assertEqual((cookie["max-age"], cookie["path"]), (400 * 86_400, "/"))

    def test_another_client_gets_one_that_it_sends_over_http(self) -> None:
        cookie = self.see().cookies["tracker_id"]
        self.assertEqual((cookie["samesite"], cookie["secure"], cookie["httponly"]), ("", "", True))
        self.assertEqual(cookie["max-age"], 400 * 86_400)

    def test_two_shops_one_id(self) -> None:
        first = self.see(referer="http://bakery.localhost/").cookies["tracker_id"].value
        self.assertFalse(self.see("/tracker/bookshop/", referer="http://bookshop.localhost/").cookies)
        seen = Visit.objects.values_list("tracker_id", "page", "referrer")
        self.assertEqual(
            list(seen),
            [
                (first, "/tracker/bakery/", "http://bakery.localhost/"),
                (first, "/tracker/bookshop/", "http://bookshop.localhost/"),
            ],
        )

    def test_two_clients_two_ids(self) -> None:
        self.see()
        self.see(client=Client())
        self.assertEqual(Visit.objects.values("tracker_id").distinct().count(), 2)

    def test_an_id_that_we_did_not_make_is_replaced(self) -> None:
        for value in ["", "x" * 16, "0" * 15, "0" * 5_000, "%00", "ABCDEF0123456789"]:
            with self.subTest(value[:20]):
                response = self.see(cookie=f"tracker_id={value}")
                self.assertRegex(response.cookies["tracker_id"].value, ID)

    def test_what_is_stored_of_a_request_is_short_and_printable(self) -> None:
        for text in ["x" * 5_000, "a\tb\r\nc\x1b[31m\u202e\u200b", "한글" * 300]:
            with self.subTest(text[:5]):
                Visit.objects.all().delete()
                self.see(text, referer=text.encode("ascii", "ignore").decode().replace("\r\n", ""))
                (visit,) = Visit.objects.all()
                visit.full_clean()  # SQLite keeps a text of any length: the model's limits are ours to keep
                self.assertTrue(visit.page.isprintable() and visit.referrer.isprintable())
                self.assertTrue(text.startswith(visit.page[:1]))

    def test_rough_handling(self) -> None:
        for text in ["", "\0", "한글", "x" * 10_000, "<script>", "\ufffd"]:
            with self.subTest(text[:5]):
                self.assertEqual(self.see(text, referer=text[:5_000].replace("\0", "%00")).status_code, 200)
        self.assertEqual(self.client.post("/tracker/pixel.gif").status_code, 405)
        self.assertNotContains(self.client.get("/tracker/profile/"), "<script>")


class ProfileTests(TestCase):
    def setUp(self) -> None:
        for page in ["/tracker/bakery/", "/tracker/bookshop/"]:
            self.client.get("/tracker/pixel.gif", {"page": page}, headers={"referer": "http://bakery.localhost/"})
        self.id = self.client.cookies["tracker_id"].value

    def ask(self, client: Client, host: str = "tracker.localhost") -> Any:
        return client.get("/tracker/profile/", headers={"host": host})

    def test_it_tells_the_one_who_asks_what_is_known_in_order(self) -> None:
        page = self.ask(self.client)
        self.assertContains(page, f"tracker_id={self.id}")
        self.assertEqual(
            [visit.page for visit in page.context["own_visits"]], ["/tracker/bakery/", "/tracker/bookshop/"]
        )

    def test_it_shows_everybody_to_anybody(self) -> None:
        other = Client()
        other.get("/tracker/pixel.gif", {"page": "/tracker/bookshop/"})
        page = self.ask(Client())
        self.assertContains(page, "Your request carried no")
        pages = [[visit.page for visit in visits] for visits in page.context["everybody"].values()]
        self.assertEqual(pages, [["/tracker/bakery/", "/tracker/bookshop/"], ["/tracker/bookshop/"]])

    def test_at_another_host_it_says_where_the_cookie_goes(self) -> None:
        self.assertContains(self.ask(Client(), "127.0.0.1:8765"), "http://tracker.localhost:8765/tracker/profile/")

    def test_it_costs_one_query_and_sets_nothing(self) -> None:
        with self.assertNumQueries(1):
            response = self.ask(self.client)
        self.assertFalse(response.cookies)
        self.assertIn("Cookie", response.headers["Vary"])
        self.assertEqual(self.client.get("/tracker/").status_code, 200)


class LookTests(TestCase):
    def test_every_page_has_one_heading_one_main_part_and_no_script(self) -> None:
        for address in ["/tracker/bakery/", "/tracker/bookshop/", "/tracker/profile/"]:
            with self.subTest(address):
                page = self.client.get(address).content.decode()
                self.assertEqual((page.count("<h1"), page.count("<main"), page.count("<script")), (1, 1, 0))
                self.assertIn('<html lang="en"', page)
