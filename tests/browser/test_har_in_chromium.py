"""The importer of Chromium's Network panel reads the HAR export: everyday and hostile exchanges."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from har_examples import FORM, HOSTILE, OK, exchange, page, post

from classroom.record.export import as_har

pytestmark = pytest.mark.browser

PANEL = "devtools://devtools/bundled/devtools_app.html"
IMPORT = """async (text) => {
  const har = await import('./models/har/har.js');
  const requests = har.Importer.Importer.requestsFromHARLog(new har.HARFormat.HARRoot(JSON.parse(text)).log);
  return Promise.all(requests.map(async (each) => {
    const data = await each.requestContentData();
    return {
      method: each.requestMethod, url: each.url(), status: each.statusCode, size: each.resourceSize,
      cookies: each.responseCookies.map((one) => [one.name(), one.value(), one.httpOnly(), one.secure()]),
      text: data.isTextContent ? data.text : null,
    };
  }));
}"""


def imported(chromium: Any, *exchanges: Any) -> list[dict[str, Any]]:
    context = chromium.new_context()
    try:
        panel = context.new_page()
        panel.goto(PANEL, wait_until="domcontentloaded")
        return panel.evaluate(IMPORT, json.dumps(as_har(exchanges)))
    except Exception as problem:
        if "dynamically imported module" in str(problem) or "ERR_" in str(problem):
            pytest.skip(f"this Chromium's DevTools has its importer elsewhere: {str(problem)[:100]}")
        raise
    finally:
        context.close()


def test_chromiums_importer_reads_it(chromium: Any) -> None:
    cookies = b"Set-Cookie: a=1; Path=/; HttpOnly; SameSite=Lax\r\nSet-Cookie: b=2; Secure\r\n\r\n"
    text = "한글 " * 50
    given, packed, form, *hostile = imported(
        chromium,
        exchange(answered=OK + cookies),
        page(b"Content-Encoding: gzip\r\nContent-Type: text/html; charset=utf-8\r\n", gzip.compress(text.encode())),
        post(FORM, b"a=1"),
        *HOSTILE,
    )
    assert given["cookies"] == [["a", "1", True, False], ["b", "2", False, True]]
    assert packed["text"] == text and packed["size"] == len(text.encode())
    assert (form["method"], form["url"], form["status"]) == ("POST", "http://127.0.0.1:5/x?a=1&b", 200)
    assert len(hostile) == len(HOSTILE)
