# expect: not yet
import requests


def answer(url):
    requests.get(url + "/desk/")
