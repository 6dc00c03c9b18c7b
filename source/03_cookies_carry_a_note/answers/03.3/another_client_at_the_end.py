# expect: forgot_on_its_own
import requests


def answer(url, name, old, new):
    client = requests.Session()
    for value in (old, new):
        client.get(url + "/desk/set-cookie/", params={"name": name, "value": value})
        client.get(url + "/desk/echo/")
    requests.get(url + "/desk/echo/")
