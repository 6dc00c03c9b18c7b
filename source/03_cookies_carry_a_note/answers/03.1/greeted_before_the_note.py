# expect: not yet
import requests


def answer(url, name):
    client = requests.Session()
    client.get(url + "/desk/hello/")
    client.get(url + "/desk/set-cookie/", params={"name": "visitor_name", "value": name})
