# expect: passed
import http.client
from urllib.parse import urlsplit


def answer(url, name, page, other):
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    for path, headers in (
        (f"/desk/set-cookie/?name={name}&value=1&httponly=1&path={page}", {}),
        (page, {"Cookie": name + "=1"}),
        (other, {}),
    ):
        connection.request("GET", path, headers=headers)
        connection.getresponse().read()
    connection.close()
