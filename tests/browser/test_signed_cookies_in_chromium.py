"""A session in a signed cookie that has grown too long for a browser: what Chromium does with it."""

from __future__ import annotations

import secrets
from typing import Any

import pytest

from classroom.site.live_site import LiveSite

pytestmark = pytest.mark.browser


def test_a_signed_cookie_over_4096_bytes_is_dropped_and_the_old_one_kept(site: LiveSite, chromium: Any) -> None:
    site.keep_sessions_in("signed_cookies")
    context = chromium.new_context()
    page = context.new_page()

    def write(text: str) -> Any:
        return page.goto(f"{site.url}/desk/session/write/?key=note&value={text}")

    def kept() -> str:
        return next(each["value"] for each in context.cookies(site.url) if each["name"] == "sessionid")

    assert write("short").status == 200
    old = kept()
    for _ in range(3):
        assert write(secrets.token_urlsafe(4_000)).status == 200
        given = next(each.value for each in site.exchanges[-1].response_cookies if each.name == "sessionid")
        assert len(given) > 4_096 and kept() == old
    page.goto(f"{site.url}/desk/session/read/?key=note")
    assert '"value": "short"' in page.inner_text("body"), "the long texts were never seen again"
    assert write("other").status == 200
    assert kept() != old, "what fits is kept again"
    context.close()
