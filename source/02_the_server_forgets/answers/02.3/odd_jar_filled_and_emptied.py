# expect: passed
import requests


def answer(url, first, second):
    with requests.Session() as client:
        client.get(url + "/desk/hello/")
        client.get(url + "/desk/set-cookie/", params={"name": "visitor_name", "value": first})
        client.get(url + "/desk/hello/")
        client.get(url + "/desk/delete-cookie/?name=visitor_name")
        client.get(url + "/desk/hello/")
        client.get(url + "/desk/set-cookie/", params={"name": "visitor_name", "value": second})
        client.get(url + "/desk/hello/")
