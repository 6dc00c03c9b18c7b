# expect: always_the_same
import requests


def answer(url, paths):
    for _ in paths:
        requests.get(url + paths[0])
