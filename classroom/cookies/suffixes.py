"""Public suffixes: domains under which anyone can register a name, such as `com`, `co.uk`, `github.io`.

A cookie for one of them would reach all sites below it, so a client refuses it (draft-ietf-httpbis-rfc6265bis-22
§5.7 step 9). The list is Mozilla's, https://publicsuffix.org, both of its sections, as browsers use it. Our
copy is `public_suffixes.txt` beside this module; its first lines say how it was made.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from classroom.cookies.hosts import canonical_host, is_address

LIST = Path(__file__).with_name("public_suffixes.txt")


@cache
def _rules() -> frozenset[str]:
    with LIST.open(encoding="utf-8") as lines:
        return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("//"))


def public_suffix(host: str) -> str | None:
    """Return the public suffix of a canonical host; None for an IP address or a name with an empty label.

    Source: the algorithm at https://publicsuffix.org/list/. An exception (`!www.ck`) wins, then the
    longest rule, where `*` matches one label. The suffix of a name that no rule covers is its last label,
    so `localhost` is its own.
    """
    labels = host.split(".")
    if is_address(host) or "" in labels:
        return None
    rules = _rules()
    for start in range(len(labels)):
        name, above = ".".join(labels[start:]), ".".join(labels[start + 1 :])
        if f"!{name}" in rules:
            return above
        if name in rules or (above and f"*.{above}" in rules):
            return name
    return labels[-1]


def is_public_suffix(host: str) -> bool:
    """Whether a canonical host is itself a public suffix."""
    return bool(host) and public_suffix(host) == host


def registrable_domain(host: str) -> str | None:
    """Return the public suffix and one label more: what an owner registers. None for a suffix or an IP address."""
    suffix = public_suffix(host)
    if suffix is None or suffix == host:
        return None
    return ".".join(host.split(".")[-suffix.count(".") - 2 :])


def condense(published: str) -> str:
    """Return the text of `public_suffixes.txt`: the licence, version and rules of the published list.

    published: the text of https://publicsuffix.org/list/public_suffix_list.dat. Names become A-labels (RFC 5890).
    """
    head, kept = published.partition("// ===BEGIN ICANN")[0], []
    for line in published.splitlines():
        rule = line.split(" ")[0]
        if line.startswith("// ==="):
            kept.append(line)
        elif rule and not line.startswith("//"):
            mark = "!" if rule.startswith("!") else "*." if rule.startswith("*.") else ""
            kept.append(mark + (canonical_host(rule.removeprefix(mark)) or rule.removeprefix(mark)))
    made = "// Shortened by classroom.cookies.suffixes.condense(): comments left out, names in their A-label form.\n"
    return head + ("" if made in head else made + "\n") + "\n".join(kept) + "\n"
