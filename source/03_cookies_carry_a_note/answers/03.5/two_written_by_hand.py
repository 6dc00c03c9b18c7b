# expect: not yet
import requests


def answer(url, name, wide, deep):
    requests.get(url + "/desk/echo/", headers={"Cookie": f"{name}={deep}; {name}={wide}"})
    requests.get(url + "/desk/echo/", headers={"Cookie": f"{name}={wide}"})
