"""Tests of the market: the same shop with two carts, and what each side is left with."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.test import Client

from market.carts import MOST_THINGS
from neighbourhood.seeded import SeededTestCase


class ShopTests(SeededTestCase):
    def test_the_shelf_shows_the_cutting_board_with_its_price(self) -> None:
        page = self.client.get("/market/")
        self.assertContains(page, '<p class="korean" lang="ko">도마</p>', html=True)
        self.assertContains(page, "₩28,000")

    def test_the_shelf_costs_one_query_for_a_stranger(self) -> None:
        with self.assertNumQueries(1):
            self.client.get("/market/")

    def test_every_seeded_product_has_a_drawing_of_its_own(self) -> None:
        names = {template.name for template in self.client.get("/market/").templates if template.name}
        drawings = {name for name in names if name.startswith("market/pictures/")}
        self.assertEqual(len(drawings), 10)
        self.assertNotIn("market/pictures/parcel.svg", drawings)

    def test_a_product_page_has_a_button_for_each_cart(self) -> None:
        page = self.client.get("/market/cutting-board/")
        self.assertContains(page, 'action="/market/cookie-cart/add/"')
        self.assertContains(page, 'action="/market/session-cart/add/"')

    def test_an_unknown_product_is_404(self) -> None:
        self.assertEqual(self.client.get("/market/no-such-thing/").status_code, 404)


class BothCartsTests(SeededTestCase):
    carts = ["/market/cookie-cart/", "/market/session-cart/"]

    def post(self, address: str, product: str = "cutting-board") -> object:
        return self.client.post(address, {"product": product})

    def test_adding_twice_makes_two(self) -> None:
        for cart in self.carts:
            with self.subTest(cart):
                self.assertRedirects(self.post(cart + "add/"), cart)
                self.post(cart + "add/")
                line = self.client.get(cart).context["lines"][0]
                self.assertEqual((line.product.slug, line.quantity, line.price), ("cutting-board", 2, 56_000))

    def test_removing_takes_the_product_out(self) -> None:
        for cart in self.carts:
            with self.subTest(cart):
                self.post(cart + "add/")
                self.post(cart + "add/", "tea-pot")
                self.assertRedirects(self.post(cart + "remove/"), cart)
                self.assertEqual([line.product.slug for line in self.client.get(cart).context["lines"]], ["tea-pot"])

    def test_clearing_empties_it(self) -> None:
        for cart in self.carts:
            with self.subTest(cart):
                self.post(cart + "add/")
                self.assertRedirects(self.client.post(cart + "clear/"), cart)
                self.assertEqual(self.client.get(cart).context["lines"], [])

    def test_removing_what_is_not_there_does_no_harm(self) -> None:
        for cart in self.carts:
            with self.subTest(cart):
                self.assertRedirects(self.post(cart + "remove/", "a\0b"), cart)

    def test_an_unknown_product_is_404(self) -> None:
        for cart in self.carts:
            for product in ["no-such-thing", "", "a\0b", "도마", "x" * 10_000]:
                with self.subTest(cart=cart, product=product[:20]):
                    self.assertEqual(self.post(cart + "add/", product).status_code, 404)

    def test_a_change_needs_post(self) -> None:
        for cart in self.carts:
            for action in ["add/", "remove/", "clear/"]:
                with self.subTest(cart=cart, action=action):
                    self.assertEqual(self.client.get(cart + action).status_code, 405)

    def test_a_change_needs_a_token(self) -> None:
        for cart in self.carts:
            with self.subTest(cart):
                client = Client(enforce_csrf_checks=True)
                self.assertEqual(client.post(cart + "add/", {"product": "tea-pot"}).status_code, 403)

    def test_a_full_cart_takes_no_more_and_says_so(self) -> None:
        self.client.cookies["cart"] = ".".join(["tea-pot"] * MOST_THINGS)
        page = self.client.post("/market/cookie-cart/add/", {"product": "honey"}, follow=True)
        self.assertContains(page, "50 things at most")
        self.assertNotIn("honey", self.cookie("cart"))


class CookieCartTests(SeededTestCase):
    def test_the_value_is_slugs_joined_by_full_stops(self) -> None:
        self.client.post("/market/cookie-cart/add/", {"product": "cutting-board"})
        self.client.post("/market/cookie-cart/add/", {"product": "tea-pot"})
        self.assertEqual(self.cookie("cart"), "cutting-board.tea-pot")

    def test_the_shop_keeps_nothing(self) -> None:
        self.client.post("/market/cookie-cart/add/", {"product": "cutting-board"})
        self.assertEqual(Session.objects.count(), 0)

    def test_the_page_shows_what_is_carried_and_that_nothing_is_kept(self) -> None:
        self.client.cookies["cart"] = "cutting-board"
        page = self.client.get("/market/cookie-cart/")
        self.assertContains(page, '<code class="value">cart=cutting-board</code>', html=True)
        self.assertContains(page, '<p class="nothing">nothing</p>', count=1, html=True)

    def test_the_last_removal_deletes_the_cookie(self) -> None:
        self.client.cookies["cart"] = "cutting-board"
        response = self.client.post("/market/cookie-cart/remove/", {"product": "cutting-board"})
        self.assertEqual(response.cookies["cart"]["max-age"], 0)

    def test_a_tampered_cookie_is_read_as_far_as_it_makes_sense(self) -> None:
        for value in ["....", "\\", "<script>", "x" * 5_000, "a." * 3_000, "%00.%FF", "{}", "no-such-thing"]:
            with self.subTest(value[:20]):
                page = self.client.get("/market/cookie-cart/", headers={"cookie": f"cart=tea-pot.{value}"})
                self.assertEqual([line.product.slug for line in page.context["lines"]], ["tea-pot"])
                self.assertNotContains(page, "<script>")

    def test_of_a_cookie_that_is_too_long_a_full_cart_is_read(self) -> None:
        self.client.cookies["cart"] = ".".join(["tea-pot", "honey"] * 100)
        lines = self.client.get("/market/cookie-cart/").context["lines"]
        self.assertEqual(sum(line.quantity for line in lines), MOST_THINGS)
        self.client.post("/market/cookie-cart/remove/", {"product": "honey"})
        self.assertEqual(self.cookie("cart"), ".".join(["tea-pot"] * (MOST_THINGS // 2)))

    def test_what_is_no_slug_from_its_first_character_to_its_last_never_comes_back(self) -> None:
        for part in ["tea-pot<b>", "tea-pot/..", "tea-pot\t", "tea pot", "<tea-pot", "x" * 51, "%3Cb%3E"]:
            with self.subTest(part):
                self.client.cookies["cart"] = f"honey.{part}"
                self.client.post("/market/cookie-cart/add/", {"product": "candle"})
                self.assertEqual(self.cookie("cart"), "honey.candle")

    def test_bytes_that_are_no_text_are_survived(self) -> None:
        response = self.client.get("/market/cookie-cart/", HTTP_COOKIE="cart=\xff\xfe\x00.tea-pot")
        self.assertEqual(response.status_code, 200)


class SessionCartTests(SeededTestCase):
    def test_reading_an_empty_cart_starts_no_session(self) -> None:
        self.assertEqual(dict(self.client.get("/market/session-cart/").cookies), {})
        self.assertEqual(Session.objects.count(), 0)

    def test_the_row_holds_slugs_and_quantities_and_the_cookie_only_a_key(self) -> None:
        response = self.client.post("/market/session-cart/add/", {"product": "cutting-board"})
        self.assertEqual(Session.objects.get().get_decoded(), {"cart": {"cutting-board": 1}})
        self.assertEqual(set(response.cookies), {"sessionid"})

    def test_removing_changes_the_row_and_not_the_key(self) -> None:
        self.client.post("/market/session-cart/add/", {"product": "cutting-board"})
        key = self.cookie("sessionid")
        self.client.post("/market/session-cart/remove/", {"product": "cutting-board"})
        self.assertEqual(Session.objects.get(pk=key).get_decoded(), {"cart": {}})

    def test_without_the_cookie_the_row_stays_behind(self) -> None:
        self.client.post("/market/session-cart/add/", {"product": "cutting-board"})
        self.client.cookies.clear()
        self.assertEqual(self.client.get("/market/session-cart/").context["lines"], [])
        self.assertEqual(Session.objects.count(), 1)

    def test_the_page_shows_the_row_but_not_the_whole_key(self) -> None:
        self.client.post("/market/session-cart/add/", {"product": "cutting-board"})
        page = self.client.get("/market/session-cart/")
        self.assertContains(page, "{&quot;cart&quot;: {&quot;cutting-board&quot;: 1}}")
        self.assertNotContains(page, self.cookie("sessionid"))


class NoticeTests(SeededTestCase):
    def test_it_is_shown_until_the_cookie_comes(self) -> None:
        self.assertContains(self.client.get("/market/"), "Saturday market")
        self.client.cookies["notice_hidden"] = "1"
        self.assertNotContains(self.client.get("/market/"), "Saturday market")
