"""Host names: their canonical form, and which of them a cookie's domain covers.

Source: draft-ietf-httpbis-rfc6265bis-22 §5.1.2 (canonicalized host names) and §5.1.3 (domain matching).
"""

from __future__ import annotations

import re
import unicodedata
from ipaddress import AddressValueError, IPv4Address, IPv6Address

_DOTS = re.compile("[.\u3002\uff0e\uff61]")
_LDH = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
# RFC 5892 §2.6: what a U-label may hold besides letters, digits and marks.
_EXCEPTIONS = frozenset("-\u00b7\u0375\u05f3\u05f4\u06fd\u06fe\u0f0b\u3007\u30fb")
_LETTERS_DIGITS = frozenset(("Ll", "Lo", "Lm", "Mn", "Mc", "Nd"))


def canonical_host(host: str) -> str | None:
    """Return the canonical form of a host name or IP address; None where there is none (§5.1.2).

    `EXAMPLE.com` becomes `example.com` and `쿠키.kr` becomes `xn--…kr`. An address stays an address
    (`127.0.0.1`, `[::1]`). A dot at the end, which names the root, is kept. The draft allows letters,
    digits and hyphens only, so `my_host` has no canonical form; browsers are more lenient there.
    """
    address = _address(host)
    if address is not None:
        return address
    labels = _DOTS.split(unicodedata.normalize("NFKC", host).lower())
    root = [""] if len(labels) > 1 and labels[-1] == "" else []
    found = [_label(label) for label in labels[: len(labels) - len(root)]]
    return None if None in found else ".".join([*map(str, found), *root])


def is_address(host: str) -> bool:
    """Whether a canonical host is an IP address, which has no subdomains."""
    return _address(host) is not None


def domain_matches(host: str, domain: str) -> bool:
    """Whether `host` domain-matches `domain` (§5.1.3): the same, or a subdomain of it. Both are canonical."""
    return host == domain or (bool(domain) and host.endswith("." + domain) and not is_address(host))


def is_loopback(host: str) -> bool:
    """Whether a canonical host is a loopback name or address: `localhost`, `127.0.0.1`, `[::1]`."""
    name = host.removesuffix(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    return host == "[::1]" or (host.startswith("127.") and is_address(host))


def _address(host: str) -> str | None:
    try:
        if ":" in host:
            return f"[{IPv6Address(host.strip('[]')).compressed}]"
        return str(IPv4Address(host))
    except AddressValueError:
        return None


def _label(label: str) -> str | None:
    """One label as an A-label or NR-LDH label (RFC 5890 §2.3.1); None where it is neither."""
    if label.isascii():
        if not _LDH.fullmatch(label):
            return None
        if label[2:4] != "--":
            return label
        return label if label.startswith("xn--") and _is_a_label(label) else None
    if not _is_u_label(label):
        return None
    encoded = "xn--" + label.encode("punycode").decode("ascii")
    return encoded if len(encoded) <= 63 else None


def _is_a_label(label: str) -> bool:
    """Whether the `xn--` form decodes to a valid name; otherwise it is a "Fake A-label" (RFC 5890 §2.3.1)."""
    try:
        name = label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return False
    return not name.isascii() and _is_u_label(name) and "xn--" + name.encode("punycode").decode("ascii") == label


def _is_u_label(label: str) -> bool:
    # The main rule of RFC 5892, without its contextual rules and the rules on direction (RFC 5893).
    if label[0] == "-" or label[-1] == "-" or label[2:4] == "--" or unicodedata.category(label[0]).startswith("M"):
        return False
    if unicodedata.normalize("NFKC", label) != label:
        return False
    return all(each in _EXCEPTIONS or unicodedata.category(each) in _LETTERS_DIGITS for each in label)
