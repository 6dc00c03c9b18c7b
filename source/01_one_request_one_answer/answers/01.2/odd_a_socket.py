# expect: passed
import socket
from urllib.parse import quote


def answer(url, name, value, language):
    host = url.removeprefix("http://")
    target = f"/desk/echo/?{name}={quote(value, safe='')}"
    with socket.create_connection(host.split(":"), timeout=5) as wire:
        head = f"GET {target} HTTP/1.1\r\nHost: {host}\r\naccept-language:{language}\r\nConnection: close\r\n\r\n"
        wire.sendall(head.encode())
        wire.makefile("rb").read()
