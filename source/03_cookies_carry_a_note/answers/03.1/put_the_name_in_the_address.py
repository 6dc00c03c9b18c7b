# expect: put_the_name_in_the_address
import requests


def answer(url, name):
    requests.get(url + "/desk/hello/", params={"visitor_name": name})
