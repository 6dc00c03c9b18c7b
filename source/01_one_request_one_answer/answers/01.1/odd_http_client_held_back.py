# expect: passed
import http.client


def answer(url, word):
    wire = http.client.HTTPConnection(url.partition("//")[2], timeout=5)
    wire.putrequest("GET", "/desk/echo/", skip_accept_encoding=True)
    wire.putheader("Connection", "close")
    wire.putheader("X-Note", word)
    wire.endheaders()
    text = wire.getresponse().read()
    wire.close()
    return text
