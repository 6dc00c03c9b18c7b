# expect: not yet
import requests


def answer(url, name, wide, deep):
    one, other = requests.Session(), requests.Session()
    one.get(url + "/desk/set-cookie/", params={"name": name, "value": wide})
    other.get(url + "/desk/set-cookie/", params={"name": name, "value": deep, "path": "/desk/"})
    other.get(url + "/desk/echo/")
    other.get(url + "/desk/delete-cookie/", params={"name": name, "path": "/desk/"})
    one.get(url + "/desk/echo/")
