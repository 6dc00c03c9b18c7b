"""Lesson 06: what its tasks check, and their known mistakes."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from itertools import pairwise
from random import Random
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Any

from classroom.check import (
    Conversation,
    Exchange,
    FunctionTask,
    KnownMistake,
    NotYet,
    Place,
    Work,
    cookie_values,
    random_word,
    split_set_cookie,
)

COOKIE_CART, SESSION_CART = "/market/cookie-cart/", "/market/session-cart/"
PRODUCTS = ("cutting-board", "tea-pot", "umbrella", "candle", "onggi-jar", "rice-scoop")


def _place(heading: str) -> Place:
    return Place("06_a_note_on_the_server", heading)


DICT = _place("Can a dict remember you?")
WIRE = _place("What does Django put on the wire?")
WHEN = _place("When do you get a key?")
ROW = _place("Who can read a row?")
FORGE = _place("Which cart can you forge?")
GUESS = _place("Can you guess a key?")
SIGNED = _place("What does a signature hide?")


def _given(exchange: Exchange, name: str) -> str | None:
    """The value that the response gave a cookie of that name, or None."""
    return next((line.value for line in exchange.response_cookies if line.name == name and not line.deletes), None)


def _short(value: Any) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else text[:59] + "…"


# 06.1 ---------------------------------------------------------------------------------------------------------------


def _carts(talk: Conversation) -> list[dict[str, int]]:
    """The carts of all rows that hold one."""
    return [row.data["cart"] for row in talk.sessions if row.data.get("cart")]


def check_apart(work: Work) -> None:
    """Two rows: one holds the first product once, the other the second product twice."""
    mine, theirs = work.chance.sample(PRODUCTS, 2)
    talk = work.run(mine=mine, theirs=theirs)
    carts = _carts(talk)
    for cart in ({mine: 1}, {theirs: 2}):
        if cart not in carts:
            raise NotYet(
                expected=f"a session row holds the cart {cart} and nothing else",
                seen=f"the carts in the rows are {', '.join(map(str, carts))}" if carts else "no row holds a cart",
            )
    if len(carts) > 2:
        raise NotYet(expected="there are two carts, one for each visitor", seen=f"there are {len(carts)}")


def _came_without_the_token(talk: Conversation) -> bool:
    return any(exchange.method == "POST" and exchange.status == 403 for exchange in talk.exchanges)


def _one_jar_for_both(talk: Conversation) -> bool:
    return any({talk.arguments["mine"], talk.arguments["theirs"]} <= set(cart) for cart in _carts(talk))


def _new_key_each_time(talk: Conversation) -> bool:
    return _carts(talk).count({talk.arguments["theirs"]: 1}) >= 2


APART = FunctionTask(
    name="06.1",
    title="Keep two visitors apart",
    minutes=6,
    takes=("url", "mine", "theirs"),
    check=check_apart,
    hints=(
        "What makes two visitors two is the key that each brings. Where does a client keep its key?",
        "A Session object has one jar, and a jar holds one sessionid of this site. Two visitors need two jars.",
        'For each visitor: client = requests.Session(), client.get(url + "/market/"), then post {"product": …, '
        '"csrfmiddlewaretoken": client.cookies["csrftoken"]} to /market/session-cart/add/; twice for theirs.',
    ),
    mistakes=(
        KnownMistake(
            "came_without_the_token",
            "The answer to the form was 403: it came without its token. Get a page with a form first; then the token "
            'is client.cookies["csrftoken"], and goes into the data as csrfmiddlewaretoken.',
            Place("04_what_cookies_are_for", "Where is the cutting board?"),
            _came_without_the_token,
        ),
        KnownMistake(
            "one_jar_for_both",
            "One row holds both products: both visitors came with one jar, and so with one key. The server cannot "
            "see people. It sees keys.",
            DICT,
            _one_jar_for_both,
        ),
        KnownMistake(
            "new_key_each_time",
            "The second product lies in two rows, once in each: its visitor did not bring the key back, and was a "
            "stranger the second time.",
            DICT,
            _new_key_each_time,
        ),
    ),
    debrief="Two keys, two rows. The server never asked who you are; it looked up what you brought.",
    needs=("06",),
)

# 06.2 ---------------------------------------------------------------------------------------------------------------


def check_read(work: Work) -> None:
    """The function returns the data of a row, from the row's text alone. The text has a wrong signature."""
    for _ in range(2):
        key, value = work.word(), work.word(8)
        made = work.ask([("GET", f"/desk/session/write/?key={key}&value={value}", {})])
        payload, moment, signature = made.sessions[-1].stored.split(":")
        letters = ascii_lowercase + ascii_uppercase + digits
        torn = "".join(work.chance.choice(letters) for _ in signature)
        returned = work.call(stored=f"{payload}:{moment}:{torn}").returned
        if returned != {key: value}:
            raise NotYet(
                expected=f"the function returns the dict {{'{key}': '{value}'}}", seen=f"it returned {_short(returned)}"
            )


def _truth(talk: Conversation) -> dict[str, Any]:
    """The data in the text that the function got."""
    payload = talk.arguments["stored"].split(":")[0]
    return json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


def _returned_text(talk: Conversation) -> bool:
    (word,) = _truth(talk).values()
    return isinstance(talk.returned, str | bytes) and word in str(talk.returned)


def _asked_the_signature(talk: Conversation) -> bool:
    return talk.returned == {}


def _returned_the_value(talk: Conversation) -> bool:
    (word,) = _truth(talk).values()
    return talk.returned == word


READ = FunctionTask(
    name="06.2",
    title="Read a row without the key",
    minutes=6,
    takes=("url", "stored"),
    check=check_read,
    hints=(
        "The text has three parts, with colons between them. Which of them holds the data?",
        "Take the first part, and undo base64 with urlsafe_base64_decode. What comes out is JSON, as bytes.",
        'JSON becomes a dict with json.loads (after import json): json.loads(urlsafe_base64_decode(stored.split(":")'
        "[0])).",
    ),
    mistakes=(
        KnownMistake(
            "returned_the_value",
            "That is the value alone. The row holds a dict, with a name for it; return all of it.",
            ROW,
            _returned_the_value,
        ),
        KnownMistake(
            "returned_text",
            "That is the JSON, still as text or bytes. json.loads makes a dict of it.",
            ROW,
            _returned_text,
        ),
        KnownMistake(
            "asked_the_signature",
            "An empty dict: Django's own functions look at the signature first, and take what does not fit for empty. "
            "Reading needs no signature, and no key.",
            SIGNED,
            _asked_the_signature,
        ),
    ),
    debrief="No key, no signature, and every word read. Whoever has a backup of the table has the data.",
    needs=("06",),
)

# 06.3 ---------------------------------------------------------------------------------------------------------------


def check_forge(work: Work) -> None:
    """A cart that the server never gave was believed; a made-up key was sent, and another one was given."""
    product, made_up = work.chance.choice(PRODUCTS), _letters(work.chance)
    talk = work.run(product=product, made_up=made_up)
    forged = [
        each for each in talk.to(COOKIE_CART) if any(_holds(value, product) for value in cookie_values(each, "cart"))
    ]
    if not forged:
        raise NotYet(
            expected=f"a request for {COOKIE_CART} carries a cookie cart with {product}",
            seen="none did",
            exchange=next(iter(talk.to(COOKIE_CART)), None),
        )
    if given := _gave_the_cart(talk):
        raise NotYet(
            expected="the cart is one that the server never gave", seen="the server gave it", exchange=given[0]
        )
    tried = [each for each in talk.exchanges if made_up in cookie_values(each, "sessionid")]
    if not tried:
        raise NotYet(expected="a request carries made_up as its sessionid", seen="none did")
    alone = [each for each in tried if len(cookie_values(each, "sessionid")) == 1]
    if not alone:
        raise NotYet(
            expected="that request carries no other sessionid", seen="it carried two of them", exchange=tried[0]
        )
    if not any(_given(each, "sessionid") for each in alone):
        raise NotYet(
            expected="an answer to such a request gives another key",
            seen="no answer gave one",
            exchange=alone[-1],
        )


def _holds(cart: str | None, product: str) -> bool:
    """Whether the value of a cookie cart names that product."""
    return product in (cart or "").strip('"').split(".")


def _gave_the_cart(talk: Conversation) -> list[Exchange]:
    """Where the server gave a cookie cart with the product."""
    return [each for each in talk.gave("cart") if _holds(_given(each, "cart"), talk.arguments["product"])]


def _letters(chance: Random) -> str:
    """A text that could be a session key."""
    return "".join(chance.choice(ascii_lowercase + digits) for _ in range(32))


def _let_the_server_fill_it(talk: Conversation) -> bool:
    return bool(_gave_the_cart(talk))


def _only_read(talk: Conversation) -> bool:
    """Whether the made-up key was sent to pages that write nothing, and to no other."""
    tried = [each for each in talk.exchanges if talk.arguments["made_up"] in cookie_values(each, "sessionid")]
    return bool(tried) and not any(_given(each, "sessionid") for each in tried)


def _brought_two_keys(talk: Conversation) -> bool:
    return any(
        talk.arguments["made_up"] in keys and len(keys) > 1
        for keys in (cookie_values(each, "sessionid") for each in talk.exchanges)
    )


FORGED = FunctionTask(
    name="06.3",
    title="Forge the one, fail at the other",
    minutes=7,
    takes=("url", "product", "made_up"),
    check=check_forge,
    hints=(
        "Both need one header that you write by hand. The first goes to the cookie cart, the second to a page that "
        "writes into the session.",
        "A Cookie header holds name=value. The names are cart and sessionid; the desk's counter writes at every visit.",
        'requests.get(url + "/market/cookie-cart/", headers={"Cookie": "cart=" + product}), and '
        'requests.get(url + "/desk/counter/", headers={"Cookie": "sessionid=" + made_up}).',
    ),
    mistakes=(
        KnownMistake(
            "brought_two_keys",
            "Two values of sessionid went on one line: the one that the server had given to your jar, and yours beside "
            "it. Use a client with an empty jar.",
            FORGE,
            _brought_two_keys,
        ),
        KnownMistake(
            "let_the_server_fill_it",
            "The server gave that cart, in answer to a form. A forged one is written by you: it needs no form and no "
            "token.",
            FORGE,
            _let_the_server_fill_it,
        ),
        KnownMistake(
            "only_read",
            "The made-up key went to a page that only reads. There the server finds no row, and makes none. A page "
            "that writes needs a row, and shows which key it gets.",
            WHEN,
            _only_read,
        ),
    ),
    debrief="What the client holds, the client can write. What the server names, only the server can name.",
    needs=("06.1",),
)

# 06.4 ---------------------------------------------------------------------------------------------------------------


class NumberedShop:
    """The server of 06.4: it numbers its visitors and gives out the number as the key. Called with a Cookie line.

    Each visitor gets a present, a word. calls: the keys that came, in order.
    """

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._next = chance.randint(1_000, 8_000)
        self.presents: dict[str, str] = {}
        self.calls: list[str] = []
        for _ in range(3):
            self("")
        self.wanted = list(self.presents.values())[-1]
        self.calls.clear()
        self.before = len(self.presents)

    def __call__(self, cookie: str = "") -> tuple[str, str]:
        """Answer a request. cookie: the text of its Cookie line, like "note=1041". Returns body and Set-Cookie line."""
        key = str(cookie).strip().removeprefix("note=")
        self.calls.append(key)
        if key not in self.presents:
            key, self._next = str(self._next), self._next + 1
            self.presents[key] = random_word(self._chance, 8)
        return f"Your present: {self.presents[key]}", f"note={key}"


def check_neighbour(work: Work) -> None:
    """The function returns the present of the visitor just before it, which the server showed to it."""
    for _ in range(2):
        shop = NumberedShop(work.chance)
        talk = work.call(answer=shop)
        if not shop.calls:
            raise NotYet(expected="the function asks the server: answer(cookie)", seen="it never called answer")
        if not _names(talk, shop.wanted):
            raise NotYet(
                expected=f"the function returns the present of the visitor right before you: {shop.wanted}",
                seen=f"it returned {_short(talk.returned)}",
            )


def _names(talk: Conversation, word: str) -> bool:
    """Whether the function returned that present, and no other."""
    shop, text = talk.arguments["answer"], str(talk.returned)
    return word in text and not any(other in text for other in shop.presents.values() if other != word)


def _own_present(talk: Conversation) -> bool:
    shop = talk.arguments["answer"]
    own = list(shop.presents.values())[shop.before :]
    return any(_names(talk, word) for word in own)


def _another_neighbour(talk: Conversation) -> bool:
    shop = talk.arguments["answer"]
    return any(_names(talk, word) for word in list(shop.presents.values())[: shop.before - 1])


NEIGHBOUR = FunctionTask(
    name="06.4",
    title="Find the bug: somebody else's present",
    minutes=7,
    takes=("url", "answer"),
    check=check_neighbour,
    hints=(
        "Come once with nothing, and look at the Set-Cookie line that you are given. Which one had the visitor before?",
        "The key is a number: yours less one was given right before you. Bring that as your Cookie line.",
        'body, given = answer(""); mine = int(given.removeprefix("note=")); body, given = answer(f"note={mine - 1}"); '
        "the present is the last word of the body.",
    ),
    mistakes=(
        KnownMistake(
            "own_present",
            "That is a present of your own: each time you bring nothing, or a key that does not exist, you are a new "
            "visitor. The neighbour's key is the number right before your first one.",
            DICT,
            _own_present,
        ),
        KnownMistake(
            "another_neighbour",
            "That is the present of somebody who came earlier. You have the way in; the task wants the visitor right "
            "before you.",
            GUESS,
            _another_neighbour,
        ),
    ),
    debrief="One key of your own, and you knew your neighbour's. A key must not follow from another.",
    needs=("06.2",),
)

# 06.5 ---------------------------------------------------------------------------------------------------------------


class _Server:
    """A server under check: the learner's function, with a dict of its own."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._rows: dict[str, Any] = {}

    def ask(self, cookie: str = "") -> tuple[str, str]:
        """Make one visit. Returns the body, and the key that the server set; "" for none."""
        talk = self._work.call(rows=self._rows, cookie=cookie)
        reply = _reply(talk)
        if reply is None:
            raise NotYet(
                expected="the function returns a body and the text of a Set-Cookie line",
                seen=f"for the cookie {_short(cookie)} it returned {_short(talk.returned)}",
            )
        return reply


def _reply(talk: Conversation) -> tuple[str, str] | None:
    """The body and the key that the function returned for a visit; None where it returned something else."""
    if not isinstance(talk.returned, tuple | list) or len(talk.returned) != 2:
        return None
    body, line = talk.returned
    name, value, _ = split_set_cookie(str(line or ""))
    return str(body), value if name == "note" else ""


def _count(body: str) -> int | None:
    """The number of visits in a body."""
    found = re.search(r"\d+", body)
    return int(found[0]) if found else None


def check_mended(work: Work) -> None:
    """The server recognises its visitors, chooses all keys itself, and chooses them at random."""
    first, second = _Server(work), _Server(work)
    _recognises_its_visitors(first)
    keys = [server.ask()[1] for server in (first, second) for _ in range(12)]
    _look_random(keys)
    made_up = _letters(work.chance)
    for _ in range(2):
        body, key = first.ask(f"note={made_up}")
        if key in ("", made_up) or _count(body) != 1:
            given = {made_up: "that key", "": "no key"}.get(key, "another one")
            raise NotYet(
                expected="whoever brings a key that the server did not give is a stranger: visit 1, and another key",
                seen=f"a visitor with note={made_up[:6]}… was told {_short(body)}, and given {given}",
            )


def _recognises_its_visitors(server: _Server) -> None:
    mina, jun = server.ask()[1], server.ask()[1]
    if "" in (mina, jun):
        raise NotYet(
            expected="a stranger is given note= and a key", seen="the Set-Cookie text does not begin with note="
        )
    for key, number in ((mina, 2), (mina, 3), (jun, 2)):
        body, given = server.ask(f"note={key}")
        if _count(body) != number or given not in ("", key):
            raise NotYet(
                expected=f"a visitor who brings the key back is told visit {number}, and keeps the key",
                seen=f"the body was {_short(body)}" + ("" if given in ("", key) else ", and another key was given"),
            )


def _look_random(keys: list[str]) -> None:
    """Raise NotYet where one of these keys comes twice, is short, or resembles the one before it."""
    if len(set(keys)) < len(keys):
        twice = next(key for at, key in enumerate(keys) if key in keys[:at])
        raise NotYet(
            expected="no key is given twice, not even by a second server with a dict of its own",
            seen=f"two strangers were given {twice[:40]}",
        )
    for key, following in pairwise(keys):
        if len(key) < 16:
            raise NotYet(expected="a key is too long to be tried out: 16 characters at least", seen=f"one is {key}")
        if sum(a == b for a, b in zip(key, following, strict=False)) > len(key) // 2:
            raise NotYet(
                expected="a key tells nothing about the next one",
                seen=f"two strangers, one after the other, were given {key[:40]} and {following[:40]}",
            )


def _still_counts(talk: Conversation) -> bool:
    numbers = sorted(int(key) for key in talk.arguments["rows"] if str(key).isdecimal())
    return len(numbers) > 1 and numbers[-1] - numbers[-2] == 1


def _takes_any_key(talk: Conversation) -> bool:
    reply = _reply(talk)
    return reply is not None and _count(reply[0]) == 1 and talk.arguments["cookie"] == f"note={reply[1]}"


def _new_key_at_every_visit(talk: Conversation) -> bool:
    reply, brought = _reply(talk), talk.arguments["cookie"].removeprefix("note=")
    return reply is not None and _count(reply[0]) == 1 and "" != brought != reply[1] != ""


MENDED = FunctionTask(
    name="06.5",
    title="Break it, then mend it: the numbered shop",
    minutes=9,
    takes=("url", "rows", "cookie"),
    check=check_mended,
    hints=(
        "Look at the two places where a key comes from: one counts, the other believes whatever was brought.",
        "Ask whether the key is in rows, not whether there is one. And let chance make the new one: "
        "get_random_string, from django.utils.crypto.",
        "if key not in rows: key = get_random_string(32), and rows[key] = 0 below it; then count, and return as "
        "before.",
    ),
    mistakes=(
        KnownMistake(
            "still_counts",
            "The keys are numbers that follow each other. Whoever is given one knows all the others.",
            GUESS,
            _still_counts,
        ),
        KnownMistake(
            "takes_any_key",
            "A key that the client made up became the key of a row. Then somebody can plant a key that they know, "
            "and wait for you to use it.",
            FORGE,
            _takes_any_key,
        ),
        KnownMistake(
            "new_key_at_every_visit",
            "A known visitor is given a new key at every visit, and the old row is not found again. Make a key only "
            "where the one brought is unknown.",
            DICT,
            _new_key_at_every_visit,
        ),
    ),
    debrief="Random keys, and only keys of its own: with these two rules a dict can keep sessions.",
    needs=("06.4",),
)

TASKS = (APART, READ, FORGED, NEIGHBOUR, MENDED)

# The predictions of the lesson ----------------------------------------------------------------------------------------
