# expect: waited_for_each
# seen: with only one of the two keys
import requests


def answer(url, one, two):
    for _ in range(2):
        with requests.Session() as client:
            client.get(url + "/desk/counter/")
            for key in (one, two):
                client.get(url + f"/desk/session/write/?key={key}&value=1")
