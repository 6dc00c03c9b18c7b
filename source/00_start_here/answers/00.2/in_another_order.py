# expect: in_another_order
import requests


def answer(url, paths):
    for path in sorted(paths):
        requests.get(url + path)
