# expect: passed
import http.client
from urllib.parse import urlsplit


def answer(url, name):
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    connection.request("GET", f"/desk/set-cookie/?name=visitor_name&value={name}")
    response = connection.getresponse()
    response.read()
    note = response.getheader("Set-Cookie").partition(";")[0].strip()
    connection.request("GET", "/desk/hello/", headers={"Cookie": note})
    connection.getresponse().read()
    connection.close()
