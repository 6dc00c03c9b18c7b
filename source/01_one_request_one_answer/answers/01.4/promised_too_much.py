# expect: promised_too_much
import http.client


def answer(url, text):
    wire = http.client.HTTPConnection(url.removeprefix("http://"), timeout=5)
    wire.request("POST", "/desk/echo/", text.encode(), {"Content-Length": str(len(text) * 3)})
    wire.getresponse().read()
    wire.close()
