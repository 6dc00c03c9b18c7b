# expect: not yet
import requests


def answer(url):
    requests.get(url + "/desk/counter/")
    return "at the server or in the cookie"
