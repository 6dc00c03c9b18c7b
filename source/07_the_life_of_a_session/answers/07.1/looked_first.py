# expect: not yet
# seen: none did before the look
import requests


def answer(url, word, remember):
    client = requests.Session()
    client.get(url + "/desk/session/read/", params={"key": "note"})
    client.get(url + "/desk/session/write/", params={"key": "note", "value": word})
    client.get(url + "/desk/session/expire/", params={"seconds": 3600 if remember else 0})
