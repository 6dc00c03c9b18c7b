# expect: never_kept
import threading

import requests


def answer(url, one, two):
    for _ in range(2):
        made = requests.get(url + "/desk/session/write/?key=note&value=hi")
        cookies = {"sessionid": made.cookies["sessionid"]}
        addresses = [url + f"/desk/session/slow-write/?key={key}&value=1&seconds=0.5" for key in (one, two)]
        threads = [threading.Thread(target=requests.get, args=(to,), kwargs={"cookies": cookies}) for to in addresses]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
