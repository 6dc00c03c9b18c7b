# expect: passed
import requests


def answer(url):
    with requests.Session() as client:
        client.get(url + "/")
        client.get(url + "/desk/hello")
