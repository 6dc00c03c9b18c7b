# expect: passed
import requests


def answer(url, name, value):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": value, "max_age": 90000})
    client.get(url + "/market/")
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": "another"})
