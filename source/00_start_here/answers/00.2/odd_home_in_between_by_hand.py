# expect: passed
import http.client
from urllib.parse import urlsplit


def answer(url, paths):
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    while paths:
        for path in ("/", paths.pop(0)):
            connection.request("GET", path)
            connection.getresponse().read()
    connection.close()
