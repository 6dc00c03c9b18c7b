# expect: not yet
import threading

import requests


def answer(url, one, two):
    def write(key, seconds, cookies):
        query = {"key": key, "value": "1", "seconds": seconds}
        requests.get(url + "/desk/session/slow-write/", params=query, cookies=cookies)

    keys = [requests.get(url + "/desk/session/write/").cookies["sessionid"] for _ in range(3)]
    threads = [
        threading.Thread(target=write, args=(word, 1, {"sessionid": key}))
        for word, key in zip((one, two), keys, strict=False)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for word in (one, two):
        write(word, 0, {"sessionid": keys[2]})
