"""§5.1.4 of 6265bis: default path and path match."""

from __future__ import annotations

import pytest

from classroom.cookies.paths import default_path, path_matches


@pytest.mark.parametrize(
    ("path", "default"),
    [
        ("", "/"),
        ("market", "/"),
        ("/", "/"),
        ("/market", "/"),
        ("/market/", "/market"),
        ("/market/cart/add", "/market/cart"),
        ("//", "/"),
        ("/a//b", "/a/"),
    ],
)
def test_the_default_path_is_the_directory(path: str, default: str) -> None:
    assert default_path(path) == default


@pytest.mark.parametrize(
    ("request_path", "cookie_path", "matches"),
    [
        ("/foo", "/foo", True),
        ("/foo/", "/foo", True),
        ("/foo/bar", "/foo", True),
        ("/foobar", "/foo", False),
        ("/foo", "/foo/", False),
        ("/foo/bar", "/foo/", True),
        ("/", "/", True),
        ("/anything", "/", True),
        ("/Foo", "/foo", False),
        ("/f%6Fo", "/foo", False),
    ],
)
def test_a_path_matches_itself_and_what_lies_below(request_path: str, cookie_path: str, matches: bool) -> None:
    assert path_matches(request_path, cookie_path) is matches
