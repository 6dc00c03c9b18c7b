# expect: brought_its_own_note
import requests


def answer(url, name):
    requests.get(url + "/desk/hello/", headers={"Cookie": "visitor_name=" + name})
