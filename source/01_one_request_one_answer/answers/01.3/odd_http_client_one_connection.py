# expect: passed
import http.client


def answer(url, start):
    wire, step = http.client.HTTPConnection(url.partition("//")[2], timeout=5), 0
    while start:
        step += 1
        wire.request("GET", start, headers={"X-Step": step})
        response = wire.getresponse()
        response.read()
        start = response.getheader("Location")
    wire.close()
