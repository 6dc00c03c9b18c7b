# expect: passed
import requests


def answer(url, name, wide, deep):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": wide})
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": deep, "path": "/desk/"})
    client.get(url + "/desk/echo/")
    client.get(url + "/desk/delete-cookie/", params={"name": name, "path": "/desk/"})
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": wide})
    client.get(url + "/desk/echo/")
