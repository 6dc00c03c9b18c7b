# expect: not yet
import requests


def answer(url, words):
    client = requests.Session()
    for word in words[:3]:
        client.get(url + "/desk/echo/", params={"word": word})
