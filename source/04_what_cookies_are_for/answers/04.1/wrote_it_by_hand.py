# expect: wrote_it_by_hand
import requests


def answer(url):
    requests.get(url + "/market/", cookies={"notice_hidden": "1"})
