# expect: not yet
import requests


def answer(url, one, two):
    with requests.Session() as client:
        client.get(url + f"/desk/session/write/?key={one}&value=1")
