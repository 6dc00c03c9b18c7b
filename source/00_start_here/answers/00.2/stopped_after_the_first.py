# expect: stopped_after_the_first
import requests


def answer(url, paths):
    for path in paths:
        return requests.get(url + path)
