# expect: asked_the_desk
import requests


def answer(url, statuses):
    for status in [*statuses, 200]:
        requests.get(f"{url}/desk/status/{status}/")
