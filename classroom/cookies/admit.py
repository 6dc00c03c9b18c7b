"""Whether a client stores a cookie: the steps of the storage model, in their order.

Source: draft-ietf-httpbis-rfc6265bis-22 §5.7; the numbers in docstrings and comments are its steps.
"""

from __future__ import annotations

from collections.abc import Sequence

from classroom.cookies.address import Address
from classroom.cookies.hosts import domain_matches
from classroom.cookies.model import Context, Cookie, Policy, partition_of
from classroom.cookies.octets import octets
from classroom.cookies.parse import CONTROLS, LONGEST_PAIR, Parsed
from classroom.cookies.paths import default_path, path_matches
from classroom.cookies.suffixes import is_public_suffix
from classroom.cookies.words import printable


class RefusedError(Exception):
    """Raised where the draft says "abort" and "ignore the cookie entirely".

    reason: one sentence. step: the number of the step in §5.7, or a source of its own ("§…" or "CHIPS").
    """

    def __init__(self, reason: str, step: str) -> None:
        super().__init__(reason)
        self.reason, self.source = reason, step if step.startswith(("§", "CHIPS")) else f"§5.7 step {step}"


def new_cookie(parsed: Parsed, address: Address, now: float, context: Context, policy: Policy) -> Cookie:
    """Return the cookie that a header describes: steps 2 to 14 and 17. Raises RefusedError where a step refuses it."""
    name, value = parsed.name, parsed.value
    if not name and not value:
        raise RefusedError("It has neither a name nor a value.", "2")
    if CONTROLS.search(name) or CONTROLS.search(value):
        raise RefusedError("It contains a control character.", "3")
    if len(octets(name)) + len(octets(value)) > LONGEST_PAIR:
        raise RefusedError(f"Name and value have more than {LONGEST_PAIR:,} octets together.", "4")
    domain, host_only = _domain(parsed, address, policy)
    path = parsed.last("Path")  # step 11
    secure = parsed.last("Secure") is not None  # step 12
    if secure and not policy.secure(address):
        raise RefusedError(f"Secure, and it came over {address.scheme}: only a secure connection may set it.", "13")
    same_site = parsed.last("SameSite")
    partitioned = policy.partitioned and parsed.last("Partitioned") is not None
    return Cookie(
        name=name,
        value=value,
        domain=domain,
        path=default_path(address.path) if path is None or path.value is None else str(path.value),
        host_only=host_only,
        expires=parsed.expires,  # step 6
        secure=secure,
        http_only=parsed.last("HttpOnly") is not None,
        same_site=str(same_site.value) if same_site else "Default",
        created=now,
        used=now,
        partition=partition_of(context, address) if partitioned else "",
    )


def _domain(parsed: Parsed, address: Address, policy: Policy) -> tuple[str, bool]:
    """The cookie's domain, and whether it is for that host only: steps 7 to 10."""
    attribute = parsed.last("Domain")
    domain = str(attribute.value) if attribute else ""
    if not domain.isascii():
        raise RefusedError("Its Domain has characters outside ASCII; such a name is written in its xn-- form.", "8")
    if address.host is None:
        raise RefusedError("The host of the address has no canonical form (letters, digits, hyphens).", "9")
    if domain and policy.public_suffixes and is_public_suffix(domain):
        if domain != address.host:
            raise RefusedError(f"{printable(domain)} is a public suffix: strangers share it.", "9")
        domain = ""
    if not domain:
        return address.host, True
    if not domain_matches(address.host, domain):
        raise RefusedError(f"{address.host} is neither {printable(domain)} nor a host below it.", "10")
    return domain, False


def check_storage(
    cookie: Cookie, parsed: Parsed, stored: Sequence[Cookie], address: Address, context: Context, policy: Policy
) -> Cookie | None:
    """Check a cookie against the jar and the request: steps 15, 16 and 18 to 23.

    stored: the cookies of the jar. Returns the stored cookie that this one replaces, or None.
    Raises RefusedError where a step refuses it.
    """
    name, start = cookie.name.lower(), cookie.value.lower()
    if not context.http and cookie.http_only:
        raise RefusedError("HttpOnly, and a script tried to set it.", "15")
    if not cookie.secure and not policy.secure(address):
        for other in stored:
            related = domain_matches(other.domain, cookie.domain) or domain_matches(cookie.domain, other.domain)
            if other.name == cookie.name and other.secure and related and path_matches(cookie.path, other.path):
                raise RefusedError("It would lie over a Secure cookie of that name; plain http may not do that.", "16")
    if cookie.same_site != "None" and not context.same_site and not (context.http and context.top_level):
        raise RefusedError("SameSite: a request that another site started, inside a page, may not set it.", "18")
    if cookie.same_site == "None" and not cookie.secure:
        raise RefusedError("SameSite=None needs Secure.", "19")
    if name.startswith("__secure-") and not cookie.secure:
        raise RefusedError("A name that begins with __Secure- needs Secure.", "20")
    if name.startswith("__host-"):
        _check_host_prefix(cookie, parsed)
    if not name and start.startswith(("__secure-", "__host-")):
        raise RefusedError("It has no name, and its value pretends to be a name with a prefix.", "22")
    if cookie.partition and not cookie.secure:
        raise RefusedError("Partitioned needs Secure.", "CHIPS")
    old = next((each for each in stored if each.identity == cookie.identity), None)
    if old and old.http_only and not context.http:
        raise RefusedError("A script may not replace a cookie that is HttpOnly.", "23")
    return old


def _check_host_prefix(cookie: Cookie, parsed: Parsed) -> None:
    """Step 21. An empty `Path=` is enough where the default path is "/"; the draft's successor is stricter."""
    lacks = []
    if not cookie.secure:
        lacks.append("Secure")
    if not cookie.host_only:
        lacks.append("no Domain")
    if parsed.last("Path") is None or cookie.path != "/":
        lacks.append("Path=/")
    if lacks:
        raise RefusedError(f"A name that begins with __Host- needs {' and '.join(lacks)}.", "21")
