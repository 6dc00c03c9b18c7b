# expect: not yet
# seen: the cookie cart held
import requests


def answer(url, product):
    client = requests.Session()
    client.get(url + "/market/honey/")
    form = {"product": "honey", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/market/cookie-cart/add/", data=form)
    client.post(url + "/market/session-cart/add/", data=form)
    client.post(url + "/market/cookie-cart/remove/", data=form)
    client.get(url + "/market/session-cart/")
