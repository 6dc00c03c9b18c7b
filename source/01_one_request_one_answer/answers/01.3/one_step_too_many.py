# expect: not yet
import requests


def answer(url, start):
    step, target = 1, start
    while target:
        given = requests.get(url + target, headers={"X-Step": str(step)}, allow_redirects=False)
        step, target = step + 1, given.headers.get("Location")
    requests.get(url + "/desk/hello/", headers={"X-Step": str(step)})
