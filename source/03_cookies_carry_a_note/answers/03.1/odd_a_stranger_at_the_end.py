# expect: passed
import requests


def answer(url, name):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": "visitor_name", "value": name})
    client.get(url + "/desk/hello/")
    requests.get(url + "/desk/hello/")
