# expect: said_no_length
import socket


def answer(url, text):
    host = url.removeprefix("http://")
    head = f"POST /desk/echo/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    with socket.create_connection(host.split(":"), timeout=5) as wire:
        wire.sendall((head + text).encode())
        wire.makefile("rb").read()
