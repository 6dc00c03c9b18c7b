# expect: not yet
import socket


def answer(url, word):
    host = url.removeprefix("http://")
    request = f"GET /desk/echo/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nX-Note: hello\r\n\r\n"
    with socket.create_connection(host.split(":"), timeout=5) as wire:
        wire.sendall(request.encode())
        wire.makefile("rb").read()
