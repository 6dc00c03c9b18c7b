# expect: passed
import requests

from classroom import time_machine


def answer(url, word, remember):
    client = requests.Session()
    params = {"seconds": 3600, "fixed": 1} if remember else {"seconds": 0}
    client.get(url + "/desk/session/expire/", params=params)
    client.get(url + "/desk/session/write/", params={"key": "note", "value": word})
    time_machine(client).close_browser()
    client.get(url + "/desk/session/read/?key=note")
