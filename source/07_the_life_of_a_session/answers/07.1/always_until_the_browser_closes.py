# expect: not yet
import requests


def answer(url, word, remember):
    client = requests.Session()
    client.get(url + "/desk/session/write/", params={"key": "note", "value": word})
    client.get(url + "/desk/session/expire/", params={"seconds": 0})
    client.cookies.clear()
    client.get(url + "/desk/session/read/", params={"key": "note"})
