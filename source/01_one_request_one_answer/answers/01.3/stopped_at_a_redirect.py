# expect: stopped_at_a_redirect
import requests


def answer(url, start):
    requests.get(url + start, headers={"X-Step": "1"}, allow_redirects=False)
