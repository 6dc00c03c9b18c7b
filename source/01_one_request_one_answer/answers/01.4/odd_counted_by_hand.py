# expect: passed
import socket


def answer(url, text):
    host, body = url.removeprefix("http://"), bytearray(text, "utf-8")
    head = f"POST /desk/echo/ HTTP/1.1\r\nContent-Length: {len(body)}\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    with socket.create_connection(host.split(":"), timeout=5) as wire:
        wire.sendall(head.encode())
        wire.sendall(body)
        wire.makefile("rb").read()
