# expect: not yet
# seen: the request line is GET /desk/echo/ HTTP/1.1
import socket


def answer(url, word):
    host = url.removeprefix("http://")
    request = f"GET {url}/desk/echo/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nX-Note: {word}\r\n\r\n"
    with socket.create_connection(host.split(":"), timeout=5) as wire:
        wire.sendall(request.encode())
        wire.makefile("rb").read()
