# expect: not yet
import requests


def answer(url, name, wide, deep):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": wide})
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": deep, "path": "/desk/"})
    requests.get(url + "/desk/delete-cookie/", params={"name": name, "path": "/desk/"})
    client.get(url + "/desk/echo/")
    requests.get(url + "/desk/echo/", cookies={name: wide})
