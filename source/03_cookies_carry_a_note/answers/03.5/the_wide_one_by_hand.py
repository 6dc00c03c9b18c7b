# expect: not yet
import requests


def answer(url, name, wide, deep):
    echo, of_the_desk = url + "/desk/echo/", {"name": name, "path": "/desk/"}
    requests.get(url + "/desk/set-cookie/", params={**of_the_desk, "value": deep})
    requests.get(echo, headers={"Cookie": f"{name}={deep}; {name}={wide}"})
    requests.get(url + "/desk/delete-cookie/", params=of_the_desk)
    requests.get(echo, headers={"Cookie": f"{name}={wide}"})
