# expect: passed
import requests


def answer(url, word, remember):
    requests.get(url + "/desk/counter/")
    client = requests.Session()
    client.get(url + "/desk/session/write/", params={"key": "note", "value": word})
    client.get(url + "/desk/session/expire/", params={"seconds": 3600 if remember else 0})
    if not remember:
        client.cookies.clear()
    client.get(url + "/desk/session/read/", params={"key": "note"})
