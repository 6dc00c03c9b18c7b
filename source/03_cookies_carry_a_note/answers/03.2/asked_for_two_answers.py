# expect: asked_for_two_answers
import requests


def answer(url, keep, leave):
    given = requests.get(url + "/desk/set-cookie/", params={"name": keep, "value": "red"})
    requests.get(url + "/desk/set-cookie/", params={"name": leave, "value": "blue"})
    requests.get(url + "/desk/echo/", cookies=given.cookies)
