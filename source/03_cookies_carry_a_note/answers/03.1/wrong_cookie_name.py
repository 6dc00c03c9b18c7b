# expect: not yet
import requests


def answer(url, name):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": "name", "value": name})
    client.get(url + "/desk/hello/")
