# expect: passed
import socket

import requests


def answer(url, word):
    requests.get(url + "/desk/echo/", headers={"X-Note": word})
    host = url[7:]
    with socket.create_connection(tuple(host.split(":")), 5) as wire:
        head = "GET /desk/echo/ HTTP/1.1\r\nX-Note: %s\r\nHost: %s\r\nConnection: close\r\n\r\n"
        wire.sendall((head % (word, host)).encode())
        return wire.recv(100_000)
