# expect: not yet
import requests


def answer(url, first, second):
    client = requests.Session()
    for headers in ({"Cookie": "visitor_name=" + first}, {"Cookie": "visitor_name=" + second}, {}):
        client.get(url + "/desk/hello/", headers=headers)
