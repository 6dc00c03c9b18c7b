# expect: not yet
import requests


def answer(url, name):
    requests.get(url + "/desk/hello/", cookies={"visitor_name": name})
    requests.get(url + "/desk/set-cookie/", params={"name": "visitor_name", "value": name})
