# expect: passed
import requests


def answer(url, name, page, other):
    client = requests.Session()
    params = {"name": name, "value": "1", "path": page.rstrip("/"), "httponly": 1, "max_age": 60}
    client.get(url + "/desk/set-cookie/", params=params)
    client.get(url + other)
    client.get(url + page)
