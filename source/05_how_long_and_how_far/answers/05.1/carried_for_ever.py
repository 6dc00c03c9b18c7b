# expect: carried_for_ever
import requests


def answer(url, name, hours):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": "1", "max_age": 86400})
    client.get(url + "/market/")
