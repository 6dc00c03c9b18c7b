# expect: ended_lines_with_newline_alone
import socket


def answer(url, word):
    host = url.removeprefix("http://")
    request = f"""GET /desk/echo/ HTTP/1.1
Host: {host}
Connection: close
X-Note: {word}

"""
    with socket.create_connection(host.split(":"), timeout=5) as wire:
        wire.sendall(request.encode())
        wire.makefile("rb").read()
