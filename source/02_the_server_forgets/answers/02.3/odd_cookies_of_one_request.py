# expect: passed
import requests


def answer(url, first, second):
    client = requests.Session()
    for cookies in ({"visitor_name": first}, {}, None, {"visitor_name": second}, {}):
        client.get(url + "/desk/hello/", cookies=cookies)
