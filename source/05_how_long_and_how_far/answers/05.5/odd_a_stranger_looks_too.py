# expect: passed
import requests


def answer(url, name, page, other):
    requests.get(url + page)
    client = requests.Session()
    params = {"name": name, "value": "1", "path": page, "httponly": 1}
    client.get(url + "/desk/set-cookie/", params=params)
    client.get(url + page)
    client.get(url + other)
