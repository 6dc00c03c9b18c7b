# expect: not yet
# seen: no row holds a cart
import requests


def answer(url, product):
    client = requests.Session()
    client.get(url + "/market/" + product + "/")
    form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/market/cookie-cart/add/", data=form)
    client.post(url + "/market/cookie-cart/remove/", data=form)
    client.get(url + "/market/session-cart/")
