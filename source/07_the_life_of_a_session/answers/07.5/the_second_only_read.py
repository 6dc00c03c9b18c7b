# expect: not yet
import threading
import time

import requests


def answer(url, one, two):
    def ask(path, key, seconds, cookies):
        requests.get(url + path, params={"key": key, "value": "1", "seconds": seconds}, cookies=cookies)

    keys = [requests.get(url + "/desk/session/write/").cookies["sessionid"] for _ in range(2)]
    slow = threading.Thread(target=ask, args=("/desk/session/slow-write/", one, 1, {"sessionid": keys[0]}))
    slow.start()
    while slow.is_alive():
        ask("/desk/session/read/", two, 0, {"sessionid": keys[0]})
        time.sleep(0.1)
    for word in (one, two):
        ask("/desk/session/write/", word, 0, {"sessionid": keys[1]})
