# expect: passed
import http.client
from urllib.parse import urlsplit


def answer(url, word, remember):
    connection = http.client.HTTPConnection(urlsplit(url).netloc)

    def ask(path, cookie=None):
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        response = connection.getresponse()
        response.read()
        return response.getheader("Set-Cookie") or ""

    cookie = ask(f"/desk/session/write/?key=kept&value={word}").partition(";")[0]
    given = ask(f"/desk/session/write/?key=note&value={word}", cookie)
    given = ask(f"/desk/session/expire/?seconds={3600 if remember else 0}", cookie)
    ask("/desk/session/read/?key=note", cookie if "Max-Age" in given else None)
    connection.close()
