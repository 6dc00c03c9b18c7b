# expect: not yet
import requests


def answer(url, name, hours):
    requests.get(url + "/desk/set-cookie/", params={"name": name, "value": "1", "max_age": 86400})
    requests.get(url + "/market/")
