# expect: named_nobody_at_all
import requests


def answer(url, first, second):
    client = requests.Session()
    client.get(url + "/desk/hello/", params={"visitor_name": first})
    client.get(url + "/desk/hello/")
    client.get(url + "/desk/hello/", params={"visitor_name": second})
