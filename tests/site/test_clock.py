"""The site's clock: turned for the site only, and no test sleeps."""

from __future__ import annotations

import datetime
import http.cookiejar
import subprocess
import sys
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from importlib import import_module

import pytest
import requests

from classroom.errors import CourseError
from classroom.site.clock import READERS
from classroom.site.live_site import LiveSite, open_site

DAY = 86_400


@pytest.fixture
def site() -> Iterator[LiveSite]:
    site = open_site()
    site.reset()
    yield site
    open_site().reset()


def test_every_reader_has_a_clock_to_turn() -> None:
    for path in READERS:
        module = import_module(path)
        assert {"time", "datetime"} & set(vars(module)), path


def test_a_turned_clock_moves_cookie_row_and_date(site: LiveSite) -> None:
    site.clock.turn(days=15)
    client = requests.Session()
    answer = client.get(site.url + "/desk/counter/")
    later = time.time() + 15 * DAY
    assert parsedate_to_datetime(answer.headers["Date"]).timestamp() == pytest.approx(later, abs=5)
    (cookie,) = site.exchanges[-1].response_cookies
    told = parsedate_to_datetime(cookie.attribute("expires")).timestamp()
    assert told == pytest.approx(later + 14 * DAY, abs=5)
    (row,) = site.sessions
    assert row.expires == pytest.approx(later + 14 * DAY, abs=5)


def test_a_session_ends_when_its_row_does(site: LiveSite) -> None:
    client = requests.Session()
    client.get(site.url + "/desk/counter/")
    key = client.cookies["sessionid"]
    for days, known in ((13, True), (15, False)):  # a visit writes the row again, for fourteen days from then
        site.clock.turn(days=days)
        answer = requests.get(site.url + "/desk/counter/", headers={"Cookie": f"sessionid={key}"})
        assert (answer.cookies["sessionid"] == key) is known
    assert key in {row.key for row in site.sessions}, "the row is not swept by itself"


def test_signed_values_and_reset_links_age(site: LiveSite) -> None:
    from django.contrib.auth import get_user_model
    from django.contrib.auth.tokens import default_token_generator
    from django.core import signing

    signed = signing.dumps("note")
    alice = get_user_model().objects.get(username="alice")
    token = default_token_generator.make_token(alice)
    site.clock.turn(days=2)
    assert default_token_generator.check_token(alice, token)
    with pytest.raises(signing.SignatureExpired):
        signing.loads(signed, max_age=DAY)
    site.clock.turn(days=2)
    assert not default_token_generator.check_token(alice, token)


def test_nobody_else_sees_the_turned_clock(site: LiveSite) -> None:
    before = time.time()
    site.clock.turn(days=365)
    assert time.time() - before < 60
    assert abs(datetime.datetime.now(datetime.UTC).timestamp() - before) < 60
    assert abs(http.cookiejar.time.time() - before) < 60
    child = subprocess.run([sys.executable, "-c", "import time; print(time.time())"], capture_output=True, check=True)
    assert abs(float(child.stdout) - before) < 60
    client = requests.Session()
    client.get(site.url + "/desk/set-cookie/?name=a&value=1&max_age=60")
    (cookie,) = client.cookies
    assert abs(cookie.expires - before - 60) < 60


@pytest.mark.parametrize("end", ["set_back", "reset", "close"])
def test_the_present_comes_back_whole(site: LiveSite, end: str) -> None:
    from django.http import response
    from django.utils import timezone

    site.clock.turn(days=15).turn(hours=1)
    assert response.time is not time
    site.clock.set_back() if end == "set_back" else getattr(site, end)()
    assert response.time is time and timezone.datetime is datetime.datetime
    assert site.clock.ahead == 0
    site.open()


def test_a_check_lives_in_the_present_and_leaves_the_clock_as_it_was(site: LiveSite) -> None:
    site.clock.turn(days=15)
    with site.aside() as aside:
        assert aside.clock.ahead == 0
        aside.clock.turn(days=1)
    assert site.clock.ahead == 15 * DAY


def test_a_datetime_of_a_view_is_still_one(site: LiveSite) -> None:
    from django.http import HttpResponse
    from django.utils import timezone

    site.clock.turn(days=15)
    response = HttpResponse()
    response.set_cookie("a", "1", expires=timezone.now() + datetime.timedelta(hours=1))
    assert 3590 <= response.cookies["a"]["max-age"] <= 3600
    assert timezone.localtime(timezone.now()).tzinfo is not None


@pytest.mark.parametrize("by", [{"days": "many"}, {"days": 100_000}, {"days": -100_000}, {"moons": 1}, {"days": 1e300}])
def test_a_turn_that_makes_no_sense_is_told(site: LiveSite, by: dict[str, float]) -> None:
    with pytest.raises(CourseError, match="The clock was not turned"):
        site.clock.turn(**by)
    assert site.clock.ahead == 0
