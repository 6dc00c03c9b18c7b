# expect: not yet
import threading
import time

import requests


def answer(url, one, two):
    def write(path, key, session):
        query = {"key": key, "value": "1", "seconds": 1}
        requests.get(url + path, params=query, cookies={"sessionid": session})

    keys = [requests.get(url + "/desk/session/write/").cookies["sessionid"] for _ in range(3)]
    slow = threading.Thread(target=write, args=("/desk/session/slow-write/", one, keys[0]))
    slow.start()
    while slow.is_alive():
        write("/desk/session/write/", two, keys[1])
        time.sleep(0.1)
    for word in (one, two):
        write("/desk/session/write/", word, keys[2])
