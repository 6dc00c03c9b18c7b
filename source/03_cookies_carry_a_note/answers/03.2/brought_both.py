# expect: brought_both
import requests


def answer(url, keep, leave):
    client = requests.Session()
    client.get(url + f"/desk/set-cookie/?name={keep}&value=red&name={leave}&value=blue")
    client.get(url + "/desk/echo/")
