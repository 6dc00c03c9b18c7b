# expect: not yet
import requests


def answer(url, word, remember):
    client = requests.Session()
    client.get(url + "/desk/session/write/", params={"key": "note", "value": word})
    client.get(url + "/desk/session/expire/", params={"seconds": 3600 if remember else 0})
    requests.get(url + "/desk/session/read/?key=note", cookies={"sessionid": "0" * 32} if remember else {})
