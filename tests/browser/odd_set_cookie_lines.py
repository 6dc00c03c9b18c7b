"""Odd `Set-Cookie` values, replayed in Chromium and in `classroom.cookies`; and where the two disagree, and why.

They are made up for these tests, topic by topic, where implementations of 6265bis differ.
"""

from __future__ import annotations

from typing import NamedTuple

from classroom.cookies.words import printable

AT = "http://odd.example.com/dir/set"
HTTPS = "https://odd.example.com/dir/set"
ROOT = "https://odd.example.com/set"
FUTURE = "Fri, 31 Dec 9999 23:59:59 GMT"
PAST = "Thu, 01 Jan 1970 00:00:00 GMT"


class Odd(NamedTuple):
    """One response. lines: its Set-Cookie values. at: its URL; the next request goes to `get` beside it."""

    lines: tuple[str | bytes, ...]
    at: str = AT

    @property
    def to(self) -> str:
        return self.at.rpartition("/")[0] + "/get"

    @property
    def is_text(self) -> bool:
        """Whether its lines are text; some are bytes that do not decode."""
        return not any(isinstance(each, bytes) for each in self.lines)

    @property
    def name(self) -> str:
        lines = [each if isinstance(each, str) else repr(each) for each in self.lines]
        return printable(" | ".join(lines), 60) + ("" if self.at == AT else f" at {self.at}")


def _at(host: str, *domains: str) -> list[Odd]:
    return [Odd((f"a=b; Domain={domain}",), f"http://{host}/dir/set") for domain in domains]


PAIRS: tuple[str | bytes, ...] = (
    "a=b=c", " \ta \t=\t b \t; x", "a b=c d", 'a="b c"', 'a="b;c"', 'a="', r'a="\"b\""', '"a"=b', "a=", "a",
    "a ; Path=/", "=a", "= a", "=", " = ", "", "   ", "; Path=/", ";a=b", "==", "==a", "=a=b", "a==", "a===b",
    "a=b; ; ;;", "a=b,c=d", "a=b, c=d; Path=/", "$Version=1; a=b", "path=/x; Path=/", "Secure", "HttpOnly; Path=/",
    "Max-Age=0", "a[1]{2}(3)=b", "a/b:c?d@e=f", "a=<b>", "a=\\", "a=b\\;c", "a=%3B%00", 'a={"x": [1, 2]}', "a='b'",
    "a=/", "a=?x=1&y=#z", "쿠키=값", "é=è", "a=\u00a0b\u00a0", "a=\u3000b\u3000", "a=b\u2028\u200bc", "a=🍪",
    b"a=\xff", b"\xff=b", b"a=\xe9\x80\x9f", b"a=\xed\xa0\x80", b"a=" + b"\xff" * 3000,
)  # fmt: skip
CONTROLS = tuple(
    template.format(chr(code))
    for code in (0x00, 0x01, 0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x1B, 0x1F, 0x7F, 0x85)
    for template in ("a=b{}c", "{}a=b", "a=b; Path=/dir{}", "a=b; x{}y=z")
)
SIZES = (
    "a=" + "b" * 4095, "a=" + "b" * 4096, "a" * 4096 + "=", "b" * 4096, "b" * 4097, "a=" + "가" * 1365,
    "a=" + "가" * 1366, "  a=" + "b" * 4095 + "   ", "a=b; Path=/x; Path=/" + "y" * 1024,
    "a=b; Path=/dir; Path=/" + "y" * 1023, "a=b; Domain=" + "x" * 1025, "a=b; Domain=" + "x" * 1024,
    "a=b; x=" + "y" * 5000, "a=b" + "; x=y" * 500, "a=b; Max-Age=" + "9" * 1024, "a=b; Max-Age=" + "9" * 1025,
    "a=b; Max-Age=60;" + " " * 3000, "a=b; Max-Age=" + " " * 1500 + "60",
)  # fmt: skip
PATHS = tuple(
    f"a=b; {each}"
    for each in (
        "pAtH = / ", "Path", "Path=", "Path=dir", "Path=/x; Path=", "Path=/dir; Path=/x", "Path=/x; Path=/dir",
        'Path="/"', "Path=/dir/", "Path=/dir/get", "Path=/dir/get/", "Path=/di", "Path=/DIR", "Path=//dir",
        "Path=/dir/.", "Path=/x/../dir", "Path=/d%69r", "Path=/dir?x", "Path=/dir#x", "Path=\\dir", "Path=http://odd.example.com/",
        "Path=/é", "Path=/\tdir", "\tPath\t=\t/\t", "=Path=/", "Path==/", "Path:/", "Path=/=",
    )
)  # fmt: skip
FLAGS = tuple(
    f"a=b; {each}"
    for each in (
        "HTTPONLY", "httponly=false", "HttpOnly x", '"HttpOnly"', "Http Only", "HttpOnly; HttpOnly=0", "Secure",
        "secure=0", "Secure x", "ſecure", "SameSite=sTRICT", "SameSite=lax", "SameSite=banana",
        "SameSite=Strict; SameSite=banana", "SameSite=banana; SameSite=Strict", "SameSite", 'SameSite="Lax"',
        "SameSite=None", "SameSite=Lax; SameSite=None",
        "SameSite=None; SameSite=Lax", "SameSite=no_restriction", "Partitioned", "Version=1; Comment=x; Port=80",
        "Priority=High", "SameParty", "=",
    )
)  # fmt: skip
DOMAINS = tuple(
    f"a=b; {each}"
    for each in (
        "Domain=odd.example.com", "Domain=.odd.example.com", "Domain=..odd.example.com", "Domain=EXAMPLE.com",
        "Domain=example.com.", "Domain=.", "Domain=..", "Domain=", "Domain", "Domain=com", "Domain=.com",
        "Domain=xample.com",
        "Domain=sub.odd.example.com", "Domain=other.example.com", "Domain=example.com; Domain=",
        "Domain=; Domain=example.com", "Domain=example.com; Domain=other.example",
        "Domain=other.example; Domain=example.com", "Domain=example.com:80", "Domain=http://example.com",
        "Domain=example.com/", "Domain= example.com ", 'Domain="example.com"', "Domain=쿠키.kr", "Domain=ｅxample.com",
        "Domain=*.example.com", "Domain=%65xample.com", "Domain=-", "Domain=127.0.0.1",
    )
)  # fmt: skip
HOSTS = [
    *_at("127.0.0.1", "127.0.0.1", ".127.0.0.1", "0.0.1", "127.1", "localhost"),
    *_at("localhost", "localhost", ".localhost", "LOCALHOST", "127.0.0.1", ""),
    *_at("a.localhost", "localhost", "a.localhost"),
    *_at("my_host", "", "my_host"),
    *_at("a_b.example.com", "example.com"),
    *_at("ab--c.example.com", "example.com"),
    *_at("odd.example.com.", "example.com", "odd.example.com.", ""),
    *_at("co.uk", "co.uk"),
    *_at("shop.co.uk", "co.uk", ".co.uk", "shop.co.uk"),
    *_at("alice.github.io", "github.io"),
    *_at("github.io", ".github.io"),
    *_at("a.b.kawasaki.jp", "b.kawasaki.jp"),
    *_at("a.city.kawasaki.jp", "city.kawasaki.jp"),
    *_at("a.www.ck", "www.ck"),
    *_at("xn--2l7b2n.kr", "XN--2l7b2n.KR", "쿠키.kr"),
    *_at("a.test", "test"),
    *_at("intranet", "intranet", ""),
]
AGES = tuple(
    f"a=b; {each}"
    for each in (
        *(f"Max-Age={age}" for age in ("60", "0060", "0", "-1", "-0", "00", "9" * 60, "34560001", "", "+60", "6e1",
                                       "60.0", "60s", "--1", '"60"', "٦٠", "0x10", "60 60", "1\t2", "-99999999999")),
        "Max-Age=60; Max-Age=x", "Max-Age=x; Max-Age=60", "Max-Age=0; Max-Age=x", f"Max-Age=60; Expires={PAST}",
        f"Expires={PAST}; Max-Age=60", f"Max-Age=0; Expires={FUTURE}", f"Expires={FUTURE}; Max-Age=0",
        f"Max-Age=x; Expires={PAST}", f"Max-Age=; Expires={PAST}", "Max-Age=60; Max-Age=", "Max-Age=60; Max-Age=0",
        f"Expires={PAST}; Expires=x", f"Expires={FUTURE}; Expires={PAST}", f"Expires={PAST}; Expires={FUTURE}",
    )
)  # fmt: skip
DATES = tuple(
    f"a=b; Expires={each}"
    for each in (
        FUTURE, PAST, "Friday, 31-Dec-69 23:59:59 GMT", "Friday, 31-Dec-70 23:59:59 GMT", "Fri Dec 31 23:59:59 9999",
        "31 dec 9999 23:59:59", "23:59:59 9999 DECEMBER 31", "23:59:59 9999 DECEMBER 31st", "31-Dec-9999 23:59:59x",
        "\t,/31/Dec/9999 23:59:59 +0900", "31 Dec 9999", "Dec 9999 23:59:59", "31 9999 23:59:59", "31 Dec 23:59:59",
        "32 Dec 9999 00:00:00", "00 Dec 9999 00:00:00", "31 Feb 1999 00:00:00", "29 Feb 1999 00:00:00",
        "29 Feb 2000 00:00:00", "01 Jan 1601 00:00:00", "31 Dec 1600 23:59:59", "01 Jan 126 00:00:00",
        "01 Jan 099 00:00:00", "01 Jan 12026 00:00:00", "01 Jan 1999 24:00:00", "01 Jan 1999 00:60:00",
        "01 Jan 1999 00:00:60", "01 Jan 1999 000:00:00", "01 Jan 1999 0:0:0", "01 Jan 1999 1:2", "01 Jan 1999 1:2:3:4",
        "01 Jan 1999 12:00:00PM", "01Jan1999 00:00:00", "99 Jan 01 00:00:00", "01 Janvier 1999 00:00:00",
        "01 Januſ 1999 00:00:00", "٠١ Jan 1999 00:00:00", "1999-01-01T00:00:00Z", "1999 01 Jan 00:00:00",
        "01/01/1999 00:00:00", "Jan Feb 01 1999 00:00:00", "01 02 Jan 1999 00:00:00", "01 Jan 1999 00:00:00 23:59:59",
        "0", "-1", "never", "", f'"{PAST}"', "31_Dec_9999_23:59:59", "31 Dec 9999 23.59.59", "31.Dec.9999 23:59:59",
        "xdec 31 9999 23:59:59", "31 Dec 9999 T23:59:59", "Decem 31 9999 23:59:59",
    )
)  # fmt: skip
PREFIXES = [
    *(
        Odd((line,), HTTPS)
        for line in (
            "__Secure-a=b", "__Secure-a=b; Secure", "__SECURE-a=b", "__Secure-a=b; Secure; Domain=example.com",
            "__Host-a=b; Secure", "__Host-a=b; Secure; Path=/", "__hOsT-a=b; Secure; Path=/", "__Host-a=b; Path=/",
            "__Host-a=b; Secure; Path=/dir", "__Host-a=b; Secure; Path=/; Domain=odd.example.com",
            "__Host-a=b; Secure; Path=/; Domain=", "__Host-=b; Secure; Path=/", "__Secure-; Secure", "__Secure-=b",
            "=__Secure-a=b; Secure", "__host-a; Secure; Path=/", "=__Host-a; Secure; Path=/", "a=__Host-b", "_Host-a=b",
            " __Secure-a=b", "__Secure-a =b", "__Http-a=b; Secure", "__Http-a=b; Secure; HttpOnly",
            "__Host-Http-a=b; Secure; Path=/", "__Host-Http-a=b; Secure; Path=/; HttpOnly", "a=b; SameSite=None",
            "a=b; SameSite=None; Secure", "a=b; Partitioned", "a=b; Partitioned; Secure", "a=b; Partitioned=x; Secure",
            "a=b; Partitioned; Secure; SameSite=None; Path=/dir", "a=b; Partitioned; Secure; Domain=example.com",
        )
    ),
    *(Odd((f"__Host-a=b; Secure{path}",), ROOT) for path in ("", "; Path", "; Path=", "; Path=x", "; Path=/")),
]  # fmt: skip
SEVERAL = [
    Odd(lines)
    for lines in (
        ("a=1", "b=2", "a=1"), ("a=1", "b=2", "a=3"), ("z=1; Path=/", "b=2", "a=3", "c=4; Path=/dir/get"),
        ("a=1", "a=2; Path=/", "a=3; Path=/dir/"), ("a=1", "a=; Max-Age=0"), ("a=1", "a=2; Max-Age=0; Path=/"),
        ("a=1", "b=2", "a=; Max-Age=0", "a=3"), ("a=1; Domain=example.com", "a=; Max-Age=0"), ("a=1", "a"), ("a", "b"),
        ("a", "=b"), ("a=1", "A=2"), ("a=1; HttpOnly", "a=2"), ("a=1; Max-Age=60", "a=2"), ("a=1", "", "b=2"),
        ("b=1; Path=/é", "c=1; Path=/ab", "d=1"), ("a=1;", "a=2\x01", "a=3; Domain=other"), ("x", "x="),
        ("a=b; Domain=example.com; Path=/dir", "a=c"), ("a=c", "a=b; Domain=example.com; Path=/dir"),
        ("a=b; Domain=odd.example.com", "a=c"), ("a=1; SameSite=Strict", "a=1; SameSite=Lax"),
        tuple(f"n{number}=1" for number in range(60)),
    )
]  # fmt: skip

ODD = [
    *(Odd((line,)) for line in (*PAIRS, *CONTROLS, *SIZES, *PATHS, *FLAGS, *DOMAINS, *AGES, *DATES)),
    *HOSTS,
    *PREFIXES,
    *SEVERAL,
]


class Known(NamedTuple):
    """Where Chromium differs from the draft. header, stored: what Chromium does. reason: its own rule."""

    header: str
    stored: tuple[str, ...]
    reason: str


_NAMELESS = "a cookie without a name may not hold an = in Chromium: it would come back as another cookie"
_TAB = "Chromium refuses a tab inside the header like every control; to the draft it is white space (§5.6 step 1)"
_CR = "to Chromium's HTTP parser a lone CR ends the line; the cookie parser never sees what follows"
_LAST = "Chromium takes the last Max-Age or Expires and ignores it if it is bad; the draft ignores bad ones first"
_DAY = "Chromium reads the day and the time to the end of the token; the draft allows text after them (§5.1.1)"
_YEAR = "in Chromium a year before 1601 is past and one after 9999 is future; to the draft neither is a date (§5.1.1)"
_CLOCK = "Chromium reads any number of digits between the colons; the draft one or two, and text after them (§5.1.1)"
_ADDRESS = "Chromium notes it as host-only; an address has no hosts below it, so no request can show the difference"
_LENIENT = "to Chromium every host that answers has a canonical form; the draft wants letters, digits, hyphens (§5.1.2)"
_IDN = "Chromium makes the A-label of a Domain outside ASCII; the draft refuses the cookie (§5.7 step 8)"
_PREFIX = "Chromium knows the prefixes __Http- and __Host-Http- of the draft's successor: HttpOnly, and set by a header"
_ROOT = "Chromium wants Path=/ itself; the draft any Path attribute, if the path is / in the end (§5.7 step 21)"
_CREATED = "in Chromium a cookie keeps its age only if its value stays the same; in the draft always (§5.7 step 23)"
_DOT = "to Chromium a lone dot is a domain; the draft drops it, and an empty Domain is none (§5.6.3)"
_PLUS = "Chromium reads a plus sign; the draft does not (§5.6.2)"
_BYTES = "ours: an answer that is not UTF-8 is read as Latin-1, and counted as if that text were sent as UTF-8"

_HERE = "for odd.example.com/dir, session"
_NOTHING: tuple[str, tuple[str, ...]] = ("", ())
_PARENT = ("a=b", ("a=b for .example.com/dir, session",))
_SESSION = ("a=b", (f"a=b {_HERE}",))
_PERSISTENT = ("a=b", ("a=b for odd.example.com/dir, 400 days",))

KNOWN = {
    "==": Known(*_NOTHING, _NAMELESS),
    "==a": Known(*_NOTHING, _NAMELESS),
    "=a=b": Known(*_NOTHING, _NAMELESS),
    Odd((b"a=" + b"\xff" * 3000,)).name: Known("a=" + "ÿ" * 3000, (), _BYTES),
    "a=b[U+0009]c": Known(*_NOTHING, _TAB),
    "a=b; x[U+0009]y=z": Known(*_NOTHING, _TAB),
    "a=b; Path=/[U+0009]dir": Known(*_NOTHING, _TAB),
    "a=b; Max-Age=1[U+0009]2": Known(*_NOTHING, _TAB),
    "a=b[U+000D]c": Known(*_SESSION, _CR),
    "a=b; Path=/dir[U+000D]": Known(*_SESSION, _CR),
    "a=b; x[U+000D]y=z": Known(*_SESSION, _CR),
    "a=b; Domain=.": Known(*_NOTHING, _DOT),
    "a=b; Domain=ｅxample.com": Known(*_PARENT, _IDN),
    "a=b; Domain=쿠키.kr at http://xn--2l7b2n.kr/dir/set": Known("a=b", ("a=b for .xn--2l7b2n.kr/dir, session",), _IDN),
    "a=b; Max-Age=+60": Known("a=b", ("a=b for odd.example.com/dir, 1 minute",), _PLUS),
    "a=b; Max-Age=60; Max-Age=x": Known(*_SESSION, _LAST),
    "a=b; Max-Age=0; Max-Age=x": Known(*_SESSION, _LAST),
    "a=b; Max-Age=60; Max-Age=": Known(*_SESSION, _LAST),
    f"a=b; Expires={PAST}; Expires=x": Known(*_SESSION, _LAST),
    "a=b; Expires=23:59:59 9999 DECEMBER 31st": Known(*_SESSION, _DAY),
    "a=b; Expires=31-Dec-9999 23:59:59x": Known(*_SESSION, _DAY),
    "a=b; Expires=31 Dec 1600 23:59:59": Known(*_NOTHING, _YEAR),
    "a=b; Expires=01 Jan 126 00:00:00": Known(*_NOTHING, _YEAR),
    "a=b; Expires=01 Jan 12026 00:00:00": Known(*_PERSISTENT, _YEAR),
    "a=b; Expires=01 Jan 1999 000:00:00": Known(*_NOTHING, _CLOCK),
    "a=b; Expires=01 Jan 1999 1:2:3:4": Known(*_SESSION, _CLOCK),
    "a=b; Expires=01 Jan 1999 12:00:00PM": Known(*_SESSION, _DAY),
    "a=b; Domain=127.0.0.1 at http://127.0.0.1/dir/set": Known("a=b", ("a=b for 127.0.0.1/dir, session",), _ADDRESS),
    "a=b; Domain=.127.0.0.1 at http://127.0.0.1/dir/set": Known("a=b", ("a=b for 127.0.0.1/dir, session",), _ADDRESS),
    "a=b; Domain= at http://my_host/dir/set": Known("a=b", ("a=b for my_host/dir, session",), _LENIENT),
    "a=b; Domain=my_host at http://my_host/dir/set": Known("a=b", ("a=b for my_host/dir, session",), _LENIENT),
    "a=b; Domain=example.com at http://a_b.example.com/dir/set": Known(*_PARENT, _LENIENT),
    "a=b; Domain=example.com at http://ab--c.example.com/dir/set": Known(*_PARENT, _LENIENT),
    "__Http-a=b; Secure at https://odd.example.com/dir/set": Known(*_NOTHING, _PREFIX),
    "__Host-Http-a=b; Secure; Path=/ at https://odd.example.com/dir/set": Known(*_NOTHING, _PREFIX),
    **{f"__Host-a=b; Secure; {path} at {ROOT}": Known(*_NOTHING, _ROOT) for path in ("Path", "Path=", "Path=x")},
    "a=1 | b=2 | a=3": Known("b=2; a=3", (f"a=3 {_HERE}", f"b=2 {_HERE}"), _CREATED),
}
"""By the name of the odd line. It has every difference: the tests fail for one that is missing and for one too many."""
