# expect: asked_twice
import requests


def answer(url):
    print(requests.get(url + "/desk/hello/").status_code, end="")
    return requests.get(url + "/desk/hello/").text
