"""A page as a browser's parser reads it: its elements in tree order, however broken the HTML is.

The parser is JustHTML: it builds the tree that the HTML standard prescribes, on every Python the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from classroom.check.objections import NotYet

MOST_CHARACTERS, MOST_TAGS = 1_000_000, 20_000
"""What is read of a page. The parser's work grows with both, so they bound its time: a few seconds for the worst."""
MOST_NODES = 100
"""How many nodes of an element are asked for its text: buttons may stand in one another, each with all the text."""


@dataclass(slots=True, eq=False)
class Element:
    """One HTML element of a page.

    attributes: as written, without character references; "" where one has no value.
    place: where its tag begins, in characters from the beginning of the page.
    form: the form that it stands in. disabled: whether a fieldset around it is disabled.
    """

    name: str
    attributes: dict[str, str]
    place: int = 0
    form: Element | None = None
    disabled: bool = False
    node: Any = field(default=None, repr=False)

    @property
    def words(self) -> str:
        """Its text, white space as it is, without that of scripts; of a very large one the beginning."""
        return "".join(_texts(self.node))

    @property
    def parts(self) -> Iterator[Element]:
        """The elements in it, in tree order."""
        return _walk(self.node.children, self)


def read_elements(text: str) -> list[Element]:
    """Every element of a page that a browser would show or send, in tree order; none of a `template`'s content.

    text: the page, with line breaks as the line feed alone. Raises NotYet where it is larger than what is read.
    """
    from justhtml import JustHTML  # 0.1 s: for a check that looks at a page, not for every kernel

    for most, seen, what in (
        (MOST_CHARACTERS, len(text), "characters"),
        (MOST_TAGS, text.count("<"), "tags"),
    ):
        if seen > most:
            raise NotYet(expected=f"a page has at most {most:,} {what}", seen=f"this one has {seen:,}")
    tree = JustHTML(text, sanitize=False, track_node_locations=True)
    return list(_walk(tree.root.children or [], Element("", {})))


def _walk(nodes: Iterable[Any], top: Element) -> Iterator[Element]:
    """Elements below `top`, without recursion: a page may be nested as deep as it is long."""
    waiting = [(node, top, False) for node in reversed(list(nodes))]
    while waiting:
        node, parent, disabled = waiting.pop()
        if node.name.startswith(("#", "!")):
            continue
        element = Element(
            node.name if node.namespace == "html" else f"{node.namespace} {node.name}",
            {name: value or "" for name, value in (node.attrs or {}).items()},
            node.origin_offset or 0,
            parent if parent.name == "form" else parent.form,
            disabled,
            node,
        )
        yield element
        # A disabled fieldset disables what is in it, all but what is in its first legend (HTML standard, 4.10.15).
        closed = element.name == "fieldset" and "disabled" in element.attributes
        legend = next((child for child in node.children if child.name == "legend"), None) if closed else None
        waiting += [
            (child, element, disabled or (closed and child is not legend)) for child in reversed(node.children or [])
        ]


def _texts(node: Any) -> Iterator[str]:
    waiting, left = [node], MOST_NODES
    while waiting and left:
        each, left = waiting.pop(), left - 1
        if each.name == "#text":
            yield each.data
        elif each.name != "script":
            waiting += reversed(each.children or [])
