# expect: passed
import requests


def answer(url, name, hours):
    order = [("name", "another"), ("value", "no"), ("name", name), ("value", "yes"), ("max_age", "86400")]
    given = requests.get(url + "/desk/set-cookie/", params=order)
    requests.get(url + "/market/", cookies={name: given.cookies[name]} if hours * 3600 < 86400 else {})
