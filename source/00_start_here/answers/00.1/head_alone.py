# expect: not yet
import requests


def answer(url):
    requests.head(url + "/desk/hello/")
