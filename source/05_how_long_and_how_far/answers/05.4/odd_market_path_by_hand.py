# expect: passed
import requests


def answer(url, name, value):
    params = {"name": name, "value": value, "path": "/market/", "max_age": 100000}
    given = requests.get(url + "/desk/set-cookie/", params=params)
    requests.get(url + "/market/", cookies=given.cookies)
