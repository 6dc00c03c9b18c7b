"""A view that does not end is ended, with a page and a remark that say so."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import clear_url_caches, path

from classroom.site import watchdog
from classroom.site.live_site import LiveSite, open_site
from classroom.site.server import SiteServer

PATIENCE = 60


@pytest.fixture
def serve() -> Iterator[Callable[[Callable[[HttpRequest], Any]], LiveSite]]:
    """Add a view at /endless/ to the open site, whose watchdog waits a fifth of a second."""
    site = open_site()
    site.reset()
    from neighbourhood import urls

    patterns = list(urls.urlpatterns)

    def add(view: Callable[[HttpRequest], Any]) -> LiveSite:
        urls.urlpatterns[:] = [path("endless/", view), *patterns]
        clear_url_caches()
        return site

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SiteServer, "view_seconds", 0.2)
        patch.setattr(watchdog, "GRACE", 0.3)
        site.restart()
        yield add
    urls.urlpatterns[:] = patterns
    clear_url_caches()
    site.restart()


released = threading.Event()


def loops(request: HttpRequest) -> HttpResponse:
    while True:
        pass


def catches_errors(request: HttpRequest) -> HttpResponse:
    while True:
        try:
            time.sleep(0.0001)
        except Exception:
            continue


def catches_everything(request: HttpRequest) -> HttpResponse:
    while True:
        try:
            len("a loop with work in it")
        except BaseException:
            continue


def waits(request: HttpRequest) -> HttpResponse:
    released.wait(PATIENCE)
    return HttpResponse("too late")


def sends_and_waits(request: HttpRequest) -> StreamingHttpResponse:
    def pieces() -> Iterator[str]:
        yield "one piece"
        released.wait(10 * PATIENCE)  # longer than its client: that does not wait for it
        yield "too late"

    return StreamingHttpResponse(pieces())


@pytest.mark.parametrize("view", [loops, catches_errors, catches_everything, waits])
def test_it_is_ended_with_a_page_and_a_remark(serve: Any, view: Any) -> None:
    released.clear()
    site = serve(view)
    try:
        answer = requests.get(f"{site.url}/endless/", timeout=PATIENCE)
        assert answer.status_code == 500
        assert "Took" in answer.text or "ended" in answer.text, answer.text
        assert view is not catches_errors or "traceback" not in answer.text, "the lines of its loop explain nothing"
        (exchange,) = site.exchanges
        assert exchange.remark == "The view sent nothing for 0.2 seconds, so it was ended."
        site._server.watchdog.seconds = PATIENCE  # the next page may be slow, on a machine that is busy
        assert requests.get(f"{site.url}/desk/echo/", timeout=PATIENCE).status_code == 200
        site.reset()  # waits for no request
    finally:
        released.set()


def test_the_page_of_a_loop_names_the_line(serve: Any) -> None:
    text = requests.get(f"{serve(loops).url}/endless/", timeout=PATIENCE).text
    assert "TookTooLong" in text and "test_watchdog.py" in text


def test_one_that_began_to_answer_is_cut_off(serve: Any) -> None:
    released.clear()
    site = serve(sends_and_waits)
    try:
        assert requests.get(f"{site.url}/endless/", timeout=PATIENCE).text == "one piece"
        (exchange,) = site.exchanges
        assert exchange.remark == "The view sent nothing for 0.2 seconds, so it was ended."
    finally:
        released.set()


def test_one_that_keeps_sending_goes_on(serve: Any) -> None:
    def talks(request: HttpRequest) -> StreamingHttpResponse:
        def pieces() -> Iterator[str]:
            for _ in range(10):
                time.sleep(0.25)
                yield "piece "

        return StreamingHttpResponse(pieces())

    site = serve(talks)
    site._server.watchdog.seconds = 2.0
    assert requests.get(f"{site.url}/endless/", timeout=PATIENCE).text == "piece " * 10


def test_its_thread_writes_nothing_later(serve: Any) -> None:
    """What is given up and wakes up later changes neither the recording nor the count of requests under way."""
    released.clear()
    site = serve(waits)
    requests.get(f"{site.url}/endless/", timeout=PATIENCE)
    before = site.exchanges
    released.set()
    until = time.monotonic() + PATIENCE
    while site._server.watchdog._runs and time.monotonic() < until:
        time.sleep(0.01)
    assert site.exchanges == before
    site.reset()
    assert site.exchanges == ()
