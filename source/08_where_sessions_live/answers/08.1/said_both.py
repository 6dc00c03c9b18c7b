# expect: not yet
# seen: the function returns "at the server" or "in the cookie"
import requests


def answer(url):
    requests.get(url + "/desk/counter/")
    return "at the server or in the cookie"
