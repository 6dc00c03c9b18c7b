# expect: not yet
import requests


def answer(url, name, hours):
    given = requests.get(url + "/desk/set-cookie/", params={"name": name, "value": "1", "max_age": 25 * 3600})
    alive = hours * 3600 < 86400
    requests.get(url + "/market/", cookies={name: given.cookies[name]} if alive else {})
