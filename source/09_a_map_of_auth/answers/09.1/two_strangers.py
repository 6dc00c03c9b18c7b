# expect: two_strangers
import requests


def answer(url, page, name):
    requests.get(url + page)
    client = requests.Session()
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    requests.get(url + page)
