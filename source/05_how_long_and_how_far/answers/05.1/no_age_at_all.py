# expect: not yet
import requests


def answer(url, name, hours):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": "1"})
    client.get(url + "/market/")
