"""Fixtures for the tests in Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from classroom.site.live_site import LiveSite, open_site


@pytest.fixture
def site() -> Iterator[LiveSite]:
    """The demo site, as it is seeded."""
    site = open_site()
    site.reset()
    yield site
    site.reset()
