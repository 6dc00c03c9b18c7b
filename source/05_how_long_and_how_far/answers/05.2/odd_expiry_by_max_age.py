# expect: passed
import requests


def answer(url, name, path):
    client = requests.Session()
    for place in ("/", "/desk/", "/desk/echo/"):
        client.get(url + "/desk/set-cookie/", params={"name": name, "value": "v" + str(len(place)), "path": place})
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": "x", "path": path, "max_age": -1})
    client.get(url + "/desk/cookies/")
    client.get(url + "/desk/echo/")
