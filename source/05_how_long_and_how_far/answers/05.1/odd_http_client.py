# expect: passed
import http.client
from urllib.parse import urlsplit


def answer(url, name, hours):
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    connection.request("GET", f"/desk/set-cookie/?name={name}&value=hidden&max_age=86400&httponly=1")
    response = connection.getresponse()
    response.read()
    pair = response.getheader("Set-Cookie").strip().partition(";")[0]
    connection.request("GET", "/market/", headers={"Cookie": pair} if hours < 24 else {})
    connection.getresponse().read()
    connection.close()
