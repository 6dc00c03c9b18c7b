# expect: not yet
# seen: no row does
import requests


def answer(url, word, remember):
    client = requests.Session()
    client.get(url + "/desk/session/expire/", params={"seconds": 3600 if remember else 0})
    if not remember:
        client.cookies.clear()
    client.get(url + "/desk/session/read/")
