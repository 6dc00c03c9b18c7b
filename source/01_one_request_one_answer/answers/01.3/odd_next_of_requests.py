# expect: passed
import requests


def answer(url, start):
    client, step = requests.Session(), 1
    given = client.get(url + start, headers={"X-Step": "1"}, allow_redirects=False)
    while given.next is not None:
        step += 1
        given.next.headers["X-Step"] = str(step)
        given = client.send(given.next, allow_redirects=False)
