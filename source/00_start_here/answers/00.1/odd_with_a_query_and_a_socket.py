# expect: passed
import socket
from urllib.parse import urlsplit


def answer(url):
    place = urlsplit(url)
    with socket.create_connection((place.hostname, place.port)) as wire:
        wire.sendall(b"GET /desk/hello/?a=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        while wire.recv(4096):
            pass
