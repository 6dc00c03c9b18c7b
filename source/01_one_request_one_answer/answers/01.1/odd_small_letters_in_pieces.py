# expect: passed
import socket
from urllib.parse import urlsplit


def answer(url, word):
    place = urlsplit(url)
    wire = socket.socket()
    wire.connect((place.hostname, place.port))
    for line in ("GET /desk/echo/ HTTP/1.1", "x-note:" + word, "connection: close", "host: " + place.netloc, ""):
        wire.send(line.encode("ascii") + b"\r\n")
    while wire.recv(100):
        pass
    wire.close()
