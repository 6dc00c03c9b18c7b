# expect: passed
import http.client
from urllib.parse import urlsplit


def answer(url, first, second):
    line = http.client.HTTPConnection(urlsplit(url).netloc)
    for headers in ({"Cookie": f"visitor_name={first}; theme=dark"}, {}, {"Cookie": "visitor_name=" + second}):
        line.request("GET", "/desk/hello/", headers=headers)
        line.getresponse().read()
    line.close()
