"""Whether a program on this machine can listen on 127.0.0.1 and be reached there."""

from __future__ import annotations

import http.server
import os
import socket
import threading
from pathlib import Path

from classroom.doctor.finding import CheckFailed


def check_loopback(root: Path) -> str:
    """Check that a port on 127.0.0.1 can be bound and connected to, and that the site would serve this user there."""
    from classroom.site.peer import refusal

    remedy = "A firewall or security program blocks 127.0.0.1: allow Python to use it"
    try:
        with (
            socket.create_server(("127.0.0.1", 0)) as server,
            socket.create_connection(server.getsockname(), 5),
            server.accept()[0] as accepted,
        ):
            refused = refusal(accepted)
    except OSError as error:
        raise CheckFailed(str(error), remedy) from error
    if refused:
        raise CheckFailed(
            refused, "The site serves you alone, so Linux has to tell it who connects: allow /proc/net/tcp to be read"
        )
    return "a port on 127.0.0.1 can be opened and reached"


def check_proxies(root: Path) -> str:
    """Check that `requests` reaches 127.0.0.1 despite a proxy, once the environment is prepared as `open_site()` does.

    The environment variables are put back afterwards.
    """
    import requests

    from classroom.site import surroundings

    before = dict(os.environ)
    server = http.server.HTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        surroundings.prepare()
        answer = requests.get(f"http://127.0.0.1:{server.server_port}/", timeout=5)
        if answer.text != _Handler.word:
            raise CheckFailed("something else answered for 127.0.0.1", "Set NO_PROXY=127.0.0.1 and start again")
    except requests.RequestException as error:
        raise CheckFailed(
            f"a request to 127.0.0.1 failed: {error}", "Set NO_PROXY=127.0.0.1 and start again"
        ) from error
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        os.environ.clear()
        os.environ.update(before)
    proxies = [name for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy") if before.get(name)]
    return f"{' and '.join(proxies)} set, and passed by for 127.0.0.1" if proxies else "none for HTTP"


class _Handler(http.server.BaseHTTPRequestHandler):
    word = "reached"

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.word.encode())

    def log_message(self, *arguments: object) -> None:
        """Log nothing."""
