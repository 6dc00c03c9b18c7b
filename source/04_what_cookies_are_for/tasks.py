"""Lesson 04: what its tasks check, and their known mistakes."""

from __future__ import annotations

from classroom.check import Conversation, Exchange, FunctionTask, KnownMistake, NotYet, Place, Work

MARKET, HIDE = "/market/", "/preferences/hide-notice/"
COOKIE_CART, SESSION_CART = "/market/cookie-cart/", "/market/session-cart/"
PIXEL = "/tracker/pixel.gif"
PRODUCTS = ("cutting-board", "tea-pot", "umbrella", "candle", "onggi-jar", "rice-scoop")


def _place(heading: str) -> Place:
    return Place("04_what_cookies_are_for", heading)


LOGGED_IN = _place("What keeps you logged in?")
TODAY = _place('Where does "not today" live?')
BOARD = _place("Where is the cutting board?")
CLEARED = _place('What does "clear cookies" clear?')
FOLLOWED = _place("Who follows you from shop to shop?")
PRIVATE = _place("What does a private window change?")


def _sent(exchange: Exchange, name: str) -> str | None:
    """The value under which a request carried a cookie of that name, or None."""
    return next((value for key, value in exchange.request_cookies if key == name), None)


def _refused(talk: Conversation) -> bool:
    """Whether a form came without its token."""
    return any(exchange.method == "POST" and exchange.status == 403 for exchange in talk.exchanges)


NO_TOKEN = KnownMistake(
    "came_without_the_token",
    "The answer to the form was 403: it came without its token. Get a page with a form first; then the token is "
    'client.cookies["csrftoken"], and goes into the data as csrfmiddlewaretoken.',
    LOGGED_IN,
    _refused,
)

# 04.1 ---------------------------------------------------------------------------------------------------------------


def check_not_today(work: Work) -> None:
    """The server gave the cookie in answer to the button, and the market's next request carries it."""
    talk = work.run()
    given = talk.gave("notice_hidden")
    pressed = [exchange for exchange in given if exchange.path == HIDE]
    if not pressed:
        raise NotYet(
            expected=f"the answer to a POST of {HIDE} gives the cookie notice_hidden",
            seen="no answer of that page gave it",
        )
    later = [exchange for exchange in talk.to(MARKET) if exchange.number > pressed[0].number]
    if not any(_sent(exchange, "notice_hidden") for exchange in later):
        raise NotYet(
            expected=f"after that, a request for {MARKET} carries notice_hidden",
            seen="it came without" if later else "there was none",
            exchange=later[-1] if later else pressed[0],
        )


def _wrote_it_by_hand(talk: Conversation) -> bool:
    return not talk.gave("notice_hidden") and any(_sent(each, "notice_hidden") for each in talk.exchanges)


def _looked_from_another_client(talk: Conversation) -> bool:
    given, last = talk.gave("notice_hidden"), talk.to(MARKET)[-1:]
    return bool(given) and any(each.number > given[0].number and not each.request_cookies for each in last)


NOT_TODAY = FunctionTask(
    name="04.1",
    title="Not today",
    minutes=5,
    takes=("url",),
    check=check_not_today,
    hints=(
        "Three steps: a page that gives you the token, the button, and the market once more.",
        "One Session object has to make all three requests: it keeps the token's cookie and the one of the notice.",
        'client.get(url + "/market/"), then client.post(url + "/preferences/hide-notice/", '
        'data={"csrfmiddlewaretoken": client.cookies["csrftoken"]}), then the market again.',
    ),
    mistakes=(
        NO_TOKEN,
        KnownMistake(
            "wrote_it_by_hand",
            "The client wrote notice_hidden itself. The market believed it, as it believes any such cookie; but the "
            "task wants the button pressed, so that the server gives it, with its day.",
            TODAY,
            _wrote_it_by_hand,
        ),
        KnownMistake(
            "looked_from_another_client",
            "The button's answer gave the cookie, and the last look at the market came from somebody else, with an "
            "empty jar. The server wrote nothing down: who does not bring the cookie sees the notice.",
            TODAY,
            _looked_from_another_client,
        ),
    ),
    debrief="The notice is hidden because your request says so; the server has no list of who pressed the button.",
    needs=("04",),
)

# 04.2 ---------------------------------------------------------------------------------------------------------------


def check_one_in_each(work: Work) -> None:
    """The product was in the cookie's cart and is gone from it; the session's cart holds it once."""
    product = work.chance.choice(PRODUCTS)
    talk = work.run(product=product)
    if not talk.gave("cart"):
        raise NotYet(
            expected=f"an answer puts {product} into the cookie cart", seen="no answer gave a cookie of that name"
        )
    if not any(product in cookie.value for each in talk.gave("cart") for cookie in each.response_cookies):
        raise NotYet(expected=f"the cookie cart held {product}", seen="it held something else")
    carts = [row.data.get("cart") for row in talk.sessions]
    if not any(carts):
        raise NotYet(expected=f"a session row holds {product}", seen="no row holds a cart")
    if {product: 1} not in carts:
        raise NotYet(expected=f"a session row holds the cart {{'{product}': 1}}", seen=f"it holds {carts[-1]}")
    taken = talk.took_back("cart")
    if not taken or talk.gave("cart")[-1].number > taken[-1].number:
        raise NotYet(expected="in the end the server has taken the cookie cart back", seen="the client holds it still")
    if not any(exchange.number > taken[-1].number for exchange in talk.to(SESSION_CART)):
        raise NotYet(expected=f"after that, {SESSION_CART} is opened", seen="no such request came", exchange=taken[-1])


def _emptied_the_session_cart(talk: Conversation) -> bool:
    return any(each.path in (f"{SESSION_CART}remove/", f"{SESSION_CART}clear/") for each in talk.exchanges)


def _took_it_back_alone(talk: Conversation) -> bool:
    filled = [each for each in talk.gave("cart") if each.path == f"{COOKIE_CART}add/"]
    return bool(filled) and not talk.took_back("cart")


ONE_IN_EACH = FunctionTask(
    name="04.2",
    title="One board in each cart",
    minutes=7,
    takes=("url", "product"),
    check=check_one_in_each,
    hints=(
        "The two carts have the same three buttons, at add/, remove/ and clear/ below /market/cookie-cart/ and "
        "/market/session-cart/.",
        "Each button takes the same form: the field product, and the token as csrfmiddlewaretoken.",
        'With form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]} post to '
        "cookie-cart/add/, session-cart/add/ and cookie-cart/remove/, then get /market/session-cart/.",
    ),
    mistakes=(
        NO_TOKEN,
        KnownMistake(
            "emptied_the_session_cart",
            "The session's cart was emptied too. The two carts share nothing: taking the product out of one leaves "
            "the other as it was.",
            BOARD,
            _emptied_the_session_cart,
        ),
        KnownMistake(
            "forgot_it_alone",
            "The server never took the cookie back, so for the server the cart is still full. Dropping it from the "
            "jar is your client's own affair; the task wants the button remove/.",
            BOARD,
            _took_it_back_alone,
        ),
    ),
    debrief="One cart was the cookie itself; the other a row, which the same key opens before and after.",
    needs=("04.1",),
)

# 04.3 ---------------------------------------------------------------------------------------------------------------


def check_lost_and_found(work: Work) -> None:
    """The cart is filled; a request without the key does not find it; a later one with the key does."""
    product = work.chance.choice(PRODUCTS)
    talk = work.run(product=product)
    filled = next((row for row in talk.sessions if (row.data.get("cart") or {}).get(product)), None)
    if filled is None:
        raise NotYet(expected=f"a session row holds {product}", seen="no row does")
    start = next(each.number for each in talk.exchanges if any(c.value == filled.key for c in each.response_cookies))
    looks = [each for each in talk.to(SESSION_CART) if each.number > start]
    lost = [each for each in looks if _sent(each, "sessionid") is None]
    if not lost:
        raise NotYet(
            expected=f"after the cart was filled, a request for {SESSION_CART} carries no sessionid",
            seen="every request carried one" if looks else "the page was not opened",
        )
    if not any(_sent(each, "sessionid") == filled.key for each in looks if each.number > lost[0].number):
        raise NotYet(
            expected=f"after that, a request for {SESSION_CART} carries the key of the row",
            seen="none did",
            exchange=looks[-1],
        )


def _filled_another(talk: Conversation) -> bool:
    return len([row for row in talk.sessions if row.data.get("cart")]) > 1


def _never_cleared(talk: Conversation) -> bool:
    looks = talk.to(SESSION_CART)
    return bool(looks) and all(_sent(each, "sessionid") for each in looks)


def _cleared_at_the_server(talk: Conversation) -> bool:
    return bool(talk.to(f"{SESSION_CART}clear/") or talk.to("/desk/delete-cookie/"))


LOST_AND_FOUND = FunctionTask(
    name="04.3",
    title="Clear everything, and get the cart back",
    minutes=7,
    takes=("url", "product"),
    check=check_lost_and_found,
    hints=(
        "What opens the row is a text of 32 characters. Keep it in a variable before you clear the jar.",
        "client.cookies.clear() empties the jar, like a browser's button. A cookie can also be sent by hand, in "
        "headers.",
        'After filling: key = client.cookies["sessionid"]; client.cookies.clear(); look; then look with '
        'headers={"Cookie": "sessionid=" + key}.',
    ),
    mistakes=(
        KnownMistake(
            "never_cleared",
            "Every look brought the key along, so nothing was lost yet. Clear the jar, and open the cart once "
            "without it.",
            CLEARED,
            _never_cleared,
        ),
        KnownMistake(
            "filled_another",
            "There are two carts now. Coming without the key and adding again starts a new session; the old row "
            "stays as it was. Bring the old key instead.",
            CLEARED,
            _filled_another,
        ),
        KnownMistake(
            "cleared_at_the_server",
            "The server was asked to take something back. Clearing cookies is done on the client's side alone: the "
            "server hears nothing of it.",
            CLEARED,
            _cleared_at_the_server,
        ),
    ),
    debrief="The row never moved. Clearing cookies throws the key away, and whoever kept a copy can still come in.",
    needs=("04.2",),
)

# 04.4 and 04.5 ------------------------------------------------------------------------------------------------------

Seen = tuple[Exchange, str, str]
"""A request for the pixel: itself, the shop it names, the id under which the tracker noted it."""


def _followed(talk: Conversation) -> list[Seen]:
    """What the tracker saw: every request for the pixel, with the id that it brought or was given."""
    seen = []
    for each in talk.to(PIXEL):
        given = next((cookie.value for cookie in each.response_cookies if cookie.name == "tracker_id"), None)
        shop = "bakery" if "bakery" in each.query else "bookshop" if "bookshop" in each.query else ""
        seen.append((each, shop, given or _sent(each, "tracker_id") or ""))
    return seen


def _run_at_shops(work: Work) -> tuple[Conversation, list[Seen]]:
    talk = work.run(bakery=work.url_of("bakery"), bookshop=work.url_of("bookshop"))
    seen = _followed(talk)
    for shop in ("bakery", "bookshop"):
        if not talk.to(f"/tracker/{shop}/"):
            raise NotYet(expected=f"the page /tracker/{shop}/ is visited", seen="no request for it came")
        if not any(name == shop for _, name, _ in seen):
            raise NotYet(
                expected=f"the picture that stands in the page of the {shop} is fetched, by the address it has there",
                seen="no request for it came",
                exchange=talk.to(f"/tracker/{shop}/")[-1],
            )
    return talk, seen


def check_be_followed(work: Work) -> None:
    """The tracker noted both shops under one id, which it gave itself."""
    _, seen = _run_at_shops(work)
    ids = {shop: {who for _, name, who in seen if name == shop} for shop in ("bakery", "bookshop")}
    if not ids["bakery"] & ids["bookshop"]:
        raise NotYet(
            expected="the tracker notes both shops under one id",
            seen="it notes the bakery under one id and the bookshop under another",
            exchange=seen[-1][0],
        )


def _fetched_no_picture(talk: Conversation) -> bool:
    return bool(talk.to("/tracker/bakery/")) and not talk.to(PIXEL)


def _came_as_two(talk: Conversation) -> bool:
    seen = _followed(talk)
    return len({shop for _, shop, _ in seen}) == 2 and len({who for _, _, who in seen}) == len(seen)


BE_FOLLOWED = FunctionTask(
    name="04.4",
    title="Be followed",
    minutes=8,
    takes=("url", "bakery", "bookshop"),
    check=check_be_followed,
    hints=(
        "A browser makes two requests for each shop: one for the page, one for the picture in it.",
        'The address of the picture stands in the page, in src="…". A regular expression finds it: '
        're.search(r\'src="([^"]*pixel.gif[^"]*)"\', shop.text)[1].',
        "Use one Session object for both shops: get the page, find the picture's address, get the picture; then the "
        "same at the bookshop.",
    ),
    mistakes=(
        KnownMistake(
            "fetched_no_picture",
            "The pages were fetched, the pictures in them were not. A browser does that by itself; requests fetches "
            "what you name and nothing else.",
            FOLLOWED,
            _fetched_no_picture,
        ),
        KnownMistake(
            "came_as_two",
            "The tracker met somebody new each time: every visit came with an empty jar. It follows you only as long "
            "as you bring its note back.",
            FOLLOWED,
            _came_as_two,
        ),
    ),
    debrief="Neither shop told the other anything. You carried the tracker's note from one to the other.",
    needs=("04",),
)


def check_shake_off(work: Work) -> None:
    """Two visits to each shop; one id in each shop, and not the same in both."""
    _, seen = _run_at_shops(work)
    for shop in ("bakery", "bookshop"):
        ids = [who for _, name, who in seen if name == shop]
        if len(ids) < 2:
            raise NotYet(expected=f"the picture of the {shop} is fetched twice", seen="it was fetched once")
        if len(set(ids)) > 1:
            raise NotYet(
                expected=f"the tracker knows you again at the {shop}",
                seen=f"it met {len(set(ids))} people there",
                exchange=next(each for each, name, _ in reversed(seen) if name == shop),
            )
    if len({who for _, _, who in seen}) < 2:
        raise NotYet(
            expected="the tracker knows the visitor of the bakery and that of the bookshop by two ids",
            seen="both shops have the same id",
            exchange=seen[-1][0],
        )


def _joined(talk: Conversation) -> bool:
    seen = _followed(talk)
    return len(seen) >= 4 and len({who for _, _, who in seen}) == 1


def _new_each_time(talk: Conversation) -> bool:
    seen = _followed(talk)
    return len(seen) >= 4 and len({who for _, _, who in seen}) == len(seen)


SHAKE_OFF = FunctionTask(
    name="04.5",
    title="Break it, then mend it: shake the tracker off",
    minutes=8,
    takes=("url", "bakery", "bookshop"),
    check=check_shake_off,
    hints=(
        "What joins the two shops is one jar. How many jars would keep them apart, and when may each be used?",
        "A new jar at every visit is too much: then even two visits to the bakery have two ids.",
        "Make one Session object for the bakery and another for the bookshop, and use each for all visits to its shop.",
    ),
    mistakes=(
        KnownMistake(
            "joined",
            "One jar went to both shops, so the tracker joined them. It can join what one jar carries, and no more.",
            FOLLOWED,
            _joined,
        ),
        KnownMistake(
            "new_each_time",
            "Four visits, four strangers: a new jar each time. That shakes the tracker off, and a shop would forget "
            "you as well. Keep a jar for each shop.",
            PRIVATE,
            _new_each_time,
        ),
    ),
    debrief="A jar for each site that you visit: browsers call it partitioning, and it ends tracking of this kind.",
    needs=("04.4",),
)

TASKS = (NOT_TODAY, ONE_IN_EACH, LOST_AND_FOUND, BE_FOLLOWED, SHAKE_OFF)

# The predictions of the lesson ----------------------------------------------------------------------------------------
