# expect: passed
import requests


def answer(url, name):
    with requests.Session() as client:
        client.get(url + "/desk/hello/")
        client.get(url + "/desk/set-cookie/", params={"name": "visitor_name", "value": name})
        client.get(url + "/desk/cookies/")
        client.get(url + "/desk/hello/")
        client.get(url + "/desk/hello/")
