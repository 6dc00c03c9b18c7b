# expect: not yet
import requests


def answer(url, name, wide, deep):
    echo = url + "/desk/echo/"
    requests.get(url + "/desk/set-cookie/", params={"name": name, "value": wide})
    requests.get(echo, headers={"Cookie": f"{name}={deep}; {name}={wide}"})
    requests.get(url + "/desk/delete-cookie/", params={"name": name, "path": "/desk/"})
    requests.get(echo, headers={"Cookie": f"{name}={wide}"})
