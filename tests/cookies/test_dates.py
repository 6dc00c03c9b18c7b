"""§5.1.1 of 6265bis: the date of an Expires attribute."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.cookies.dates import parse_cookie_date
from classroom.cookies.words import http_date

WHEN = datetime(2026, 12, 6, 17, 39, 47, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    "text",
    [
        "Sun, 06 Dec 2026 17:39:47 GMT",
        "Sunday, 06-Dec-26 17:39:47 GMT",
        "Sun Dec  6 17:39:47 2026",
        "6 dec 26 17:39:47",
        "17:39:47 2026 DECEMBER 6th",
        "06-Dec-2026 17:39:47x; whatever",
        "\t,;06/Dec/2026 17:39:47 +0900",
    ],
)
def test_many_spellings_name_the_same_moment(text: str) -> None:
    assert parse_cookie_date(text) == WHEN


@pytest.mark.parametrize(
    ("year", "means"), [("70", 1970), ("99", 1999), ("00", 2000), ("69", 2069), ("1601", 1601), ("9999", 9999)]
)
def test_a_year_of_two_digits_is_near_ours(year: str, means: int) -> None:  # steps 3 and 4
    found = parse_cookie_date(f"01 Jan {year} 00:00:00 GMT")
    assert found == (datetime(means, 1, 1, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "06 Dec 2026",  # no time
        "Dec 2026 17:39:47",  # no day: 17:39:47 is the time
        "06 2026 17:39:47",
        "06 Dec 17:39:47",
        "32 Jan 2026 00:00:00",
        "00 Jan 2026 00:00:00",
        "31 Feb 2026 00:00:00",
        "29 Feb 2026 00:00:00",
        "01 Jan 1600 00:00:00",
        "01 \u017fep 2026 00:00:00",  # a long s, which Python takes for an s where the case does not matter
        "01 Jan 126 00:00:00",
        "01 Jan 2026 24:00:00",
        "01 Jan 2026 00:60:00",
        "01 Jan 2026 00:00:60",
        "01 Jan 2026 000:00:00",
        "01 Jan 12026 00:00:00",
        "٠١ Jan ٢٠٢٦ 00:00:00",
        "01 Januſ 2026 0:0",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:  # steps 5 and 6
    assert parse_cookie_date(text) is None


def test_a_leap_day_exists() -> None:
    assert parse_cookie_date("29 Feb 2028 00:00:00") is not None


def test_the_first_fitting_token_is_taken() -> None:  # step 2: flags are set once
    assert parse_cookie_date("06 Dec 2026 17:39:47 07 Jan 2027 01:01:01") == WHEN


@given(st.text(max_size=60))
def test_no_text_is_an_error(text: str) -> None:
    parse_cookie_date(text)


@given(st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC)))
def test_what_a_server_writes_is_read_back(when: datetime) -> None:
    assert parse_cookie_date(http_date(when.timestamp())) == int(when.timestamp())
