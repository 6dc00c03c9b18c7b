# expect: not yet
import requests


def answer(url, name, password, product):
    client = requests.Session()
    client.get(url + "/market/" + product + "/")
    form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/market/session-cart/add/", data=form, allow_redirects=False)
    form = {"username": name, "password": password, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    return client.post(url + "/accounts/login/", data=form, allow_redirects=False).status_code == 302
