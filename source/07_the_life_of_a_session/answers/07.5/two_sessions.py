# expect: two_sessions
# seen: no two requests with the same key did
import requests


def answer(url, one, two):
    for key in (one, two):
        requests.get(url + f"/desk/session/slow-write/?key={key}&value=1&seconds=0.1")
