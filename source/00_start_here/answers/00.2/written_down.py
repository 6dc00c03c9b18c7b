# expect: not yet
import requests


def answer(url, paths):
    for path in ["/market/", "/desk/", "/articles/"]:
        requests.get(url + path)
