# expect: passed
import requests


def answer(url, word, remember):
    client = requests.Session()
    client.get(url + "/desk/session/write/", params={"key": "note", "value": word})
    client.get(url + "/desk/session/expire/", params={"seconds": 3600 if remember else 0})
    client.get(url + "/accounts/login/")
    form = {"username": "mina", "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form, allow_redirects=False)
    if not remember:
        client.cookies.clear()
    client.get(url + "/desk/session/read/", params={"key": "note"})
