# expect: not yet
# seen: there was none
import requests


def answer(url, keep, leave):
    client = requests.Session()
    client.get(url + "/desk/echo/")
    client.get(url + f"/desk/set-cookie/?name={keep}&value=red&name={leave}&value=blue")
    del client.cookies[leave]
