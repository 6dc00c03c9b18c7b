# expect: not yet
# seen: a POST of /accounts/login/ logs
import requests


def answer(url, page, name):
    requests.get(url + page)
    requests.get(url + page)
