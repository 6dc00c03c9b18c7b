# expect: not yet
import requests


def answer(url, name, page, other):
    client = requests.Session()
    params = {"name": name, "value": "1", "httponly": 1}
    client.get(url + "/desk/set-cookie/", params=params)
    client.get(url + page)
    requests.get(url + other)
