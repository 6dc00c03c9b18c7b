# expect: not yet
# seen: request 2 is for
from urllib.parse import unquote

import requests


def answer(url, start):
    requests.get(url + start, headers={"X-Step": "1"}, allow_redirects=False)
    end = start
    while "?to=" in end:
        end = unquote(end.partition("?to=")[2])
    requests.get(url + end, headers={"X-Step": "9"})
