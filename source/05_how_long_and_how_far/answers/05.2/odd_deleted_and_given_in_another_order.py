# expect: passed
import requests


def answer(url, name, path):
    client = requests.Session()
    for place in ("/desk/echo/", "/", "/desk/"):
        client.get(url + "/desk/set-cookie/", params={"name": name, "value": "a" + place, "path": place})
    client.get(url + "/desk/echo/")
    client.get(url + f"/desk/delete-cookie/?name={name}&path={path}")
    client.get(url + "/desk/echo/")
