# expect: passed
import threading

import requests


def answer(url, one, two):
    def ask(path, key, cookies):
        requests.get(url + path, params={"key": key, "value": "1", "seconds": 0.5}, cookies=cookies)

    lost, kept = [{"sessionid": requests.get(url + "/desk/session/write/").cookies["sessionid"]} for _ in range(2)]
    threads = [threading.Thread(target=ask, args=("/desk/session/slow-write/", key, lost)) for key in (one, two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = requests.get(url + "/desk/session/read/", params={"key": one}, cookies=lost).text
    ask("/desk/session/write/", one if "1" in told else two, lost)
    for key in (one, two):
        ask("/desk/session/write/", key, kept)
