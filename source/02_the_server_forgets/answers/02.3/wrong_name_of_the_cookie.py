# expect: named_nobody_at_all
import requests


def answer(url, first, second):
    client = requests.Session()
    for cookies in ({"first": first}, {}, {"second": second}):
        client.get(url + "/desk/hello/", cookies=cookies)
