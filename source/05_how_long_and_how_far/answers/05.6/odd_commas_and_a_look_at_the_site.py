# expect: passed
import requests


def answer(url):
    requests.get(url + "/desk/echo/")
    return "p, n, l, k, g, d, b"
