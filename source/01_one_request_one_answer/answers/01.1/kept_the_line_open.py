# expect: not yet
import socket

def answer(url, word):
    host = url.removeprefix("http://")
    with socket.create_connection(host.split(":"), timeout=5) as wire:
        head = f"GET /desk/echo/ HTTP/1.1\r\nHost: {host}\r\nConnection: keep-alive\r\nX-Note: {word}\r\n\r\n"
        wire.sendall(head.encode())
        return wire.recv(65_536)
