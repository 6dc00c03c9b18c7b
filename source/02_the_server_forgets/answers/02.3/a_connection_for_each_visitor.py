# expect: a_connection_for_each_visitor
import requests


def answer(url, first, second):
    for headers in ({"Cookie": "visitor_name=" + first}, {}, {"Cookie": "visitor_name=" + second}):
        requests.get(url + "/desk/hello/", headers=headers)
