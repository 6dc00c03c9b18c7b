# expect: not yet
import requests


def answer(url, name, page, other):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": "1", "path": page})
    client.get(url + page)
    client.get(url + other)
