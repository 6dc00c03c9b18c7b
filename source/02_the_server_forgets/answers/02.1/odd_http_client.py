# expect: passed
import http.client
from urllib.parse import urlsplit


def answer(url, words):
    line = http.client.HTTPConnection(urlsplit(url).netloc)
    for word in reversed(words):
        line.request("HEAD", f"/desk/echo/?more=1&word={word}")
        line.getresponse().read()
    line.close()
