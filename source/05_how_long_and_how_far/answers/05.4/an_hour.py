# expect: not yet
import requests


def answer(url, name, value):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": value, "path": "/", "max_age": 3600})
    client.get(url + "/market/")
