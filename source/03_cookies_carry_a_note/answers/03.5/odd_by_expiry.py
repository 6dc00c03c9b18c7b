# expect: passed
import requests


def answer(url, name, wide, deep):
    with requests.Session() as client:
        for value, path in ((wide, "/"), (deep, "/desk/echo/")):
            client.get(url + "/desk/set-cookie/", params={"name": name, "value": value, "path": path})
        client.get(url + "/desk/echo/")
        client.get(url + f"/desk/set-cookie/?name={name}&value=x&path=/desk/echo/&max_age=0")
        client.get(url + "/desk/cookies/")
        client.get(url + "/desk/echo/")
