# expect: passed
import threading

import requests


def answer(url, one, two):
    def write(key, seconds, cookies):
        query = {"key": key, "value": "1", "seconds": seconds}
        requests.get(url + "/desk/session/slow-write/", params=query, cookies=cookies)

    for together in (True, False):
        made = requests.get(url + "/desk/session/write/?key=note&value=hi")
        cookies = {"sessionid": made.cookies["sessionid"]}
        threads = [threading.Thread(target=write, args=(key, 0.5, cookies)) for key in (one, two)]
        for thread in threads:
            thread.start()
            if not together:
                thread.join()
        for thread in threads:
            thread.join()
