# expect: not yet
import requests


def answer(url, name, old, new):
    client = requests.Session()
    for value in (old, new):
        client.get(url + "/desk/set-cookie/", params={"name": name, "value": value})
    client.get(url + "/desk/delete-cookie/", params={"name": name})
    client.get(url + "/desk/echo/")
