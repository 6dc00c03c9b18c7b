# expect: passed
import requests


def answer(url, name, old, new):
    client = requests.Session()
    place = {"name": name, "path": "/desk/"}
    client.get(url + "/desk/set-cookie/", params={"value": old, **place})
    client.get(url + "/desk/cookies/")
    client.get(url + "/desk/echo/")
    client.get(url + "/desk/set-cookie/", params={"value": new, **place})
    client.get(url + "/desk/echo/")
    client.get(url + "/desk/delete-cookie/", params=place)
    client.get(url + "/desk/echo/")
    client.get(url + "/desk/echo/")
