# expect: not yet
import requests


def answer(url, product):
    client = requests.Session()
    client.get(url + "/market/" + product + "/")
    form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    for basket in ("cookie-cart/add/", "session-cart/add/", "cookie-cart/remove/", "cookie-cart/add/"):
        client.post(url + "/market/" + basket, data=form, allow_redirects=False)
    client.get(url + "/market/session-cart/")
