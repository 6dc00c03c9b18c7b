# expect: not yet
import requests


def answer(url, paths):
    for path in paths:
        print(requests.get(url + path).status_code, requests.get(url + path).reason, end="")
