# expect: forgot_it_alone
import requests


def answer(url, product):
    client = requests.Session()
    client.get(url + "/market/" + product + "/")
    form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/market/cookie-cart/add/", data=form)
    client.post(url + "/market/session-cart/add/", data=form)
    del client.cookies["cart"]
    client.get(url + "/market/session-cart/")
