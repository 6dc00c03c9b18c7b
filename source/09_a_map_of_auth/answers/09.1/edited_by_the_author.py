# expect: not yet
import requests


def answer(url, page, name):
    for who in ("alice", name):
        client = requests.Session()
        client.get(url + "/accounts/login/")
        form = {"username": who, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/accounts/login/", data=form)
        note = {"title": "A", "body": "B", "content": "B", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + page, data=note, allow_redirects=False)
