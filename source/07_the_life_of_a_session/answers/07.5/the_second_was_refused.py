# expect: not yet
import threading
import time

import requests


def answer(url, one, two):
    def ask(method, path, key, cookies):
        requests.request(method, url + path, params={"key": key, "value": "1", "seconds": 1}, cookies=cookies)

    keys = [requests.get(url + "/desk/session/write/").cookies["sessionid"] for _ in range(2)]
    slow = threading.Thread(target=ask, args=("GET", "/desk/session/slow-write/", one, {"sessionid": keys[0]}))
    slow.start()
    while slow.is_alive():
        ask("POST", "/desk/session/write/", two, {"sessionid": keys[0]})
        time.sleep(0.1)
    for word in (one, two):
        ask("GET", "/desk/session/write/", word, {"sessionid": keys[1]})
