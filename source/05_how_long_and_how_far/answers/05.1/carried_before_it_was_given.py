# expect: not yet
import requests


def answer(url, name, hours):
    requests.get(url + "/market/", cookies={name: "1"} if hours * 3600 < 86400 else {})
    requests.get(url + "/desk/set-cookie/", params={"name": name, "value": "1", "max_age": 86400})
