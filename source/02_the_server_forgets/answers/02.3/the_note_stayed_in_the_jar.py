# expect: the_note_stayed
import requests


def answer(url, first, second):
    client = requests.Session()
    for name in (first, None, second):
        if name:
            client.get(url + "/desk/set-cookie/", params={"name": "visitor_name", "value": name})
        client.get(url + "/desk/hello/")
