# expect: dropped_alone
import requests


def answer(url, name, path):
    client = requests.Session()
    for place in ("/", "/desk/", "/desk/echo/"):
        client.get(url + "/desk/set-cookie/", params={"name": name, "value": "v" + str(len(place)), "path": place})
    client.cookies.clear("127.0.0.1", path, name)
    client.get(url + "/desk/echo/")
