# expect: not yet
import requests


def answer(url, name, value):
    requests.get(url + "/market/", cookies={name: value})
    requests.get(url + "/desk/set-cookie/", params={"name": name, "value": value, "max_age": 86400})
