# expect: blanked
import requests


def answer(url, name, path):
    client = requests.Session()
    for place in ("/", "/desk/", "/desk/echo/"):
        client.get(url + "/desk/set-cookie/", params={"name": name, "value": "v" + str(len(place)), "path": place})
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": "", "path": path})
    client.get(url + "/desk/echo/")
