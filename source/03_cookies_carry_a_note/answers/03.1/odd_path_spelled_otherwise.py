# expect: passed
import http.client
from urllib.parse import urlencode, urlsplit


def answer(url, name):
    for path, cookie in (
        ("//%64esk/set%2Dcookie/?" + urlencode({"name": "visitor_name", "value": name}), ""),
        ("/desk/hell%6F/?", "visitor_name=" + name),
    ):
        connection = http.client.HTTPConnection(urlsplit(url).netloc)
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        connection.getresponse().read()
        connection.close()
