# expect: not yet
import requests


def answer(url, start):
    step = 0
    given = requests.get(url + start, headers={"X-Step": str(step)}, allow_redirects=False)
    while given.is_redirect:
        step += 1
        given = requests.get(url + given.headers["Location"], headers={"X-Step": str(step)}, allow_redirects=False)
