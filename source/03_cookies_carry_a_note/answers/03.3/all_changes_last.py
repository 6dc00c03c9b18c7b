# expect: not yet
import requests


def answer(url, name, old, new):
    for cookies in ({name: old}, {name: new}, {}):
        requests.get(url + "/desk/echo/", cookies=cookies)
    for value in (old, new):
        requests.get(url + "/desk/set-cookie/", params={"name": name, "value": value})
    requests.get(url + "/desk/delete-cookie/", params={"name": name})
