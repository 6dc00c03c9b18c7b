# expect: passed
import re
import socket
from urllib.parse import urlsplit


def answer(url):
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as line:
        order = (
            f"GET /desk/session/write/?key=note&value=hi HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n"
        )
        line.sendall(order.encode())
        text = b""
        while part := line.recv(65536):
            text += part
    value = re.search(r"Set-Cookie: *sessionid=([^;]*)", text.decode())[1]
    return "At the server." if re.fullmatch("[a-z0-9]{32}", value) else "In the cookie."
