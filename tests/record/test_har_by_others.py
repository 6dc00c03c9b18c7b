"""The HAR export, as two programs of other people read it: har-validator (npm) and haralyzer (Python)."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from har_examples import FORM, HOSTILE, OK, exchange, post
from haralyzer import HarParser

from classroom.record.exchange import Exchange
from classroom.record.export import as_har

HAR_VALIDATOR = Path(__file__).with_name("har_validator")


@pytest.fixture(scope="module")
def har_validator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which har-validator is installed, as its lock says."""
    npm, folder = shutil.which("npm"), tmp_path_factory.mktemp("har_validator")
    if npm is None:
        pytest.skip("har-validator needs Node and npm: not found on this machine")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HAR_VALIDATOR / name, folder)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert "EINTEGRITY" not in done.stderr, done.stderr  # not the package that was locked
    if done.returncode:
        pytest.skip(f"har-validator could not be installed, as without a network: {done.stderr.strip()[-300:]}")
    return folder


def said(folder: Path, hars: list[dict[str, Any]]) -> list[str]:
    """What har-validator says of each: "valid", or what is wrong."""
    lines = "\n".join(json.dumps(each, allow_nan=False) for each in hars)
    command = ["node", str(HAR_VALIDATOR / "validate.js"), str(folder)]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True, encoding="utf-8")
    return done.stdout.splitlines()


def test_har_validator_finds_nothing(har_validator: Path) -> None:
    hars = [as_har([each]) for each in HOSTILE] + [as_har(list(HOSTILE)), as_har([])]
    assert said(har_validator, hars) == ["valid"] * len(hars)


def test_har_validator_would_find_something(har_validator: Path) -> None:
    lacking, wrong = as_har([exchange()]), as_har([exchange()])
    del lacking["log"]["creator"]
    wrong["log"]["entries"][0]["startedDateTime"] = "yesterday"
    first, second = said(har_validator, [lacking, wrong])
    assert "creator" in first and "startedDateTime" in second


def read_by_haralyzer(exchanges: list[Exchange]) -> list[Any]:
    (whole,) = HarParser(json.loads(json.dumps(as_har(exchanges)))).pages  # one for all entries that name no page
    return whole.entries


def test_haralyzer_reads_all_of_any_entry() -> None:
    """Each of its properties, but for the page that an entry belongs to: HAR 1.2 makes that optional."""
    entries = read_by_haralyzer(list(HOSTILE))
    assert len(entries) == len(HOSTILE)
    for part in [each for entry in entries for each in (entry, entry.request, entry.response)]:
        for name in {each for each in dir(part) if not each.startswith("_")} - {"pageref"}:
            getattr(part, name)


def test_haralyzer_reads_what_travelled() -> None:
    asked = b"GET /a?b=%41 HTTP/1.1\r\nHost: 127.0.0.1:5\r\nCookie: c=2\r\nUser-Agent: me\r\n\r\n"
    answered = OK + b"Set-Cookie: s=1; Path=/\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    got, posted = read_by_haralyzer([exchange(asked, answered, page="한".encode()), post(FORM, b"a=1")])
    assert (got.request.method, got.request.url, got.status) == ("GET", "http://127.0.0.1:5/a?b=%41", 200)
    assert (got.request.host, got.request.userAgent, got.time) == ("127.0.0.1:5", "me", 12.5)
    assert got.request.cookies == [{"name": "c", "value": "2"}]
    assert [(each["name"], each["value"], each["path"]) for each in got.response["cookies"]] == [("s", "1", "/")]
    assert (got.response.text, got.response.contentSize) == ("한", 3)
    assert (posted.request.method, posted.request.mimeType) == ("POST", FORM.decode())
