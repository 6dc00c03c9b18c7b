# expect: not yet
import requests


def answer(url, page, name):
    requests.post(url + page)
    client = requests.Session()
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    client.get(url + page)
