# expect: counted_letters
import http.client


def answer(url, text):
    wire = http.client.HTTPConnection(url.removeprefix("http://"), timeout=5)
    wire.request("POST", "/desk/echo/", text.encode(), {"Content-Length": str(len(text))})
    wire.getresponse().read()
    wire.close()
