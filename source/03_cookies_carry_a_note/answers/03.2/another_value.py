# expect: not yet
import requests


def answer(url, keep, leave):
    requests.get(url + f"/desk/set-cookie/?name={keep}&value=red&name={leave}&value=blue")
    requests.get(url + "/desk/echo/", headers={"Cookie": keep + "=green"})
