# expect: passed
import http.client


def answer(url, text):
    wire = http.client.HTTPConnection(url.removeprefix("http://"), timeout=5)
    body = b"".join(letter.encode() for letter in text)
    wire.request("POST", "/desk/echo/?from=me", body, {"Content-Length": str(len(body))})
    wire.getresponse().read()
    wire.close()
