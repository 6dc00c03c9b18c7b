# expect: passed
import requests


def answer(url, paths):
    if paths:
        requests.head(url + paths[0])
        answer(url, paths[1:])
