# expect: passed
import socket
from urllib.parse import urlsplit


def answer(url, words):
    host = urlsplit(url)
    with socket.create_connection((host.hostname, host.port), timeout=5) as wire:
        for word in words:
            wire.sendall(f"GET /desk/echo/?word={word} HTTP/1.1\r\nHost: {host.netloc}\r\n\r\n".encode())
        heard = b""
        while heard.count(b"HTTP/1.1 200") < len(words):
            heard += wire.recv(65_536)
