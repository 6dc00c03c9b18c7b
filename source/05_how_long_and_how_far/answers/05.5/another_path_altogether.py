# expect: not yet
import requests


def answer(url, name, page, other):
    client = requests.Session()
    params = {"name": name, "value": "1", "path": "/accounts/", "httponly": 1}
    client.get(url + "/desk/set-cookie/", params=params)
    client.get(url + page)
    client.get(url + other)
