# expect: stopped_at_a_redirect
import requests


def answer(url, start):
    first = requests.get(url + start, headers={"X-Step": "1"}, allow_redirects=False)
    for _ in range(1):
        second = url + first.headers["Location"]
        requests.get(second, headers={"X-Step": "2"}, allow_redirects=False)
