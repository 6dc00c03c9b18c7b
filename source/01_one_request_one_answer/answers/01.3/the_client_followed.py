# expect: the_client_followed
import requests


def answer(url, start):
    requests.get(url + start, headers={"X-Step": "1"})
