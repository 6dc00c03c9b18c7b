# expect: not yet
# seen: there was no such request
import requests


def answer(url, first, second):
    client = requests.Session()
    for cookies in ({"visitor_name": first}, {}):
        client.get(url + "/desk/hello/", cookies=cookies)
