# expect: passed
import requests


def answer(url, page, name):
    client = requests.Session()
    login = client.get(url + page)
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(login.url, data=form)
