# expect: left_out_the_empty_line
# seen: the request ended with
import socket


def answer(url, word):
    host = url.removeprefix("http://")
    lines = ["GET /desk/echo/ HTTP/1.1", f"Host: {host}", "Connection: close", f"X-Note: {word}"]
    with socket.create_connection(host.split(":"), timeout=5) as wire:
        wire.sendall("\r\n".join(lines).encode())
        wire.makefile("rb").read()
