# expect: not yet
import requests


def answer(url, name, path):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": "1", "path": path})
    client.get(url + "/desk/delete-cookie/", params={"name": name, "path": path})
    client.get(url + "/desk/echo/")
