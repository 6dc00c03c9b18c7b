# expect: passed
import requests


def answer(url, name, old, new):
    client = requests.Session()
    for value, age in ((old, None), (new, None), ("gone", 0)):
        client.get(url + "/desk/set-cookie/", params={"name": name, "value": value, "max_age": age})
        client.get(url + "/desk/echo/")
