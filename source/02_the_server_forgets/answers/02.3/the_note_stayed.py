# expect: the_note_stayed
import requests


def answer(url, first, second):
    client = requests.Session()
    client.headers["Cookie"] = "visitor_name=" + first
    client.get(url + "/desk/hello/")
    client.get(url + "/desk/hello/")
    client.headers["Cookie"] = "visitor_name=" + second
    client.get(url + "/desk/hello/")
