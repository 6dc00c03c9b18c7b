# expect: not yet
# seen: no request did that
import requests


def answer(url, name):
    client = requests.Session()
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "password", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    client.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
    return False
