# expect: passed
import requests


def answer(url, name, old, new):
    for value in (old, new):
        given = requests.get(url + "/desk/set-cookie/", params={"name": name, "value": value})
        requests.get(url + "/desk/echo/", headers={"Cookie": f"{name}={given.cookies[name]}"})
    requests.get(url + "/desk/delete-cookie/", params={"name": name})
    requests.get(url + "/desk/echo/")
