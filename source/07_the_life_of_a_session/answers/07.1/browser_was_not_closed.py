# expect: browser_was_not_closed
import requests


def answer(url, word, remember):
    client = requests.Session()
    client.get(url + "/desk/session/write/", params={"key": "note", "value": word})
    client.get(url + "/desk/session/expire/", params={"seconds": 3600 if remember else 0})
    client.close()
    client.get(url + "/desk/session/read/?key=note")
