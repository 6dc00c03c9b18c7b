# expect: passed
import http.client


def answer(url, statuses):
    wire = http.client.HTTPConnection(url.partition("//")[2], timeout=5)
    ways = {
        400: ("GET", "/desk/slow/?seconds=100"),
        403: ("POST", "/preferences/hide-notice/"),
        404: ("POST", "/nowhere/"),
        405: ("GET", "/preferences/hide-notice/"),
    }
    for status in statuses:
        wire.request(*ways[status])
        wire.getresponse().read()
    wire.request("POST", "/desk/echo/", body=b"mended")
    wire.getresponse().read()
    wire.close()
