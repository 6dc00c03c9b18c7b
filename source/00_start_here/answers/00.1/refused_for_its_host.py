# expect: not yet
import requests


def answer(url):
    requests.get(url + "/desk/hello/", headers={"Host": "shop.example"})
