# expect: not yet
import requests


def answer(url, first, second):
    client = requests.Session()
    for headers in ({"Cookie": "visitor_name=Mina"}, {}, {"Cookie": "visitor_name=Jun"}):
        client.get(url + "/desk/hello/", headers=headers)
