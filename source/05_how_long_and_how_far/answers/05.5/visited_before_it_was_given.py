# expect: not yet
import requests


def answer(url, name, page, other):
    client = requests.Session()
    client.get(url + page, cookies={name: "1"})
    client.get(url + other)
    params = {"name": name, "value": "1", "path": page, "httponly": 1}
    client.get(url + "/desk/set-cookie/", params=params)
