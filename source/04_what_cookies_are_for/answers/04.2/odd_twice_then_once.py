# expect: passed
import requests


def answer(url, product):
    client = requests.Session()
    client.get(url + "/market/" + product + "/")
    form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    for _ in range(2):
        client.post(url + "/market/cookie-cart/add/", data=form)
        client.post(url + "/market/session-cart/add/", data=form)
    client.post(url + "/market/session-cart/clear/", data=form)
    client.post(url + "/market/session-cart/add/", data=form)
    client.post(url + "/market/cookie-cart/remove/", data=form)
    client.get(url + "/market/session-cart/")
