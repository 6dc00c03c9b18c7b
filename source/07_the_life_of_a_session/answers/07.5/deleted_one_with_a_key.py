# expect: waited_for_each
# seen: the two requests are under way at the same time
import requests


def answer(url, one, two):
    for lost in (True, False):
        with requests.Session() as client:
            client.get(url + "/desk/counter/")
            for key in (one, two):
                client.get(url + f"/desk/session/write/?key={key}&value=1")
            if lost:
                client.get(url + f"/desk/session/delete/?key={two}")
