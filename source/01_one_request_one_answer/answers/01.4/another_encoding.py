# expect: not yet
import http.client


def answer(url, text):
    wire = http.client.HTTPConnection(url.removeprefix("http://"), timeout=5)
    wire.request("POST", "/desk/echo/", text.encode("euc-kr"))
    wire.getresponse().read()
    wire.close()
