# expect: not yet
import requests


def answer(url, name, old, new):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": old})
    requests.get(url + "/desk/echo/")
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": new})
    client.get(url + "/desk/echo/")
    client.get(url + "/desk/delete-cookie/", params={"name": name})
    client.get(url + "/desk/echo/")
