# expect: asked_the_same_again
import requests


def answer(url, start):
    for step in range(1, 6):
        given = requests.get(url + start, headers={"X-Step": str(step)}, allow_redirects=False)
        if not given.is_redirect:
            break
