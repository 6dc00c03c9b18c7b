# expect: passed
import http.client
from urllib.parse import urlsplit


def answer(url, times):
    line, headers = http.client.HTTPConnection(urlsplit(url).netloc), {}
    for _ in range(times):
        line.request("GET", "/desk/counter/", headers=headers)
        response = line.getresponse()
        response.read()
        headers = {"Cookie": response.getheader("Set-Cookie").partition(";")[0].strip()}
    line.close()
