# expect: passed
import requests


def answer(url):
    with requests.Session() as client:
        values = set()
        for _ in range(2):
            client.get(url + "/desk/counter/")
            values.add(client.cookies["sessionid"])
    return "in the cookie" if len(values) == 2 else "at the server"
