# expect: passed
import http.client
import time
from urllib.parse import urlsplit

import requests


def answer(url, one, two):
    keeper = requests.Session()
    for key in (two, one):
        keeper.get(url + f"/desk/session/slow-write/?key={key}&value=1&seconds=0.05")
    loser = requests.Session()
    loser.get(url + "/desk/session/write/?key=note&value=hi")
    tab = http.client.HTTPConnection(urlsplit(url).netloc)
    mine = {"Cookie": "sessionid=" + loser.cookies["sessionid"], "Connection": "close"}
    tab.request("GET", f"/desk/session/slow-write/?key={two}&value=1&seconds=1.5", headers=mine)
    time.sleep(0.5)
    loser.get(url + f"/desk/session/write/?key={one}&value=1")
    tab.getresponse().read()
