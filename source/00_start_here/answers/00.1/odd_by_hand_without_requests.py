# expect: passed
import http.client
from urllib.parse import urlsplit


def answer(url):
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    connection.request("GET", "/desk/hello/")
    text = connection.getresponse().read()
    connection.close()
    return text
