# expect: counted_in_hours
import requests


def answer(url, name, hours):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": "1", "max_age": 24})
    client.get(url + "/market/")
