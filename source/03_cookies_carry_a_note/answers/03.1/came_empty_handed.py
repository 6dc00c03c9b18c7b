# expect: came_empty_handed
import requests


def answer(url, name):
    requests.get(url + "/desk/set-cookie/", params={"name": "visitor_name", "value": name})
    requests.get(url + "/desk/hello/")
