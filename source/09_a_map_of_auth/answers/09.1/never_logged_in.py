# expect: not yet
import requests


def answer(url, page, name):
    requests.get(url + page)
    requests.get(url + page)
