# expect: passed
import requests


def answer(url, product):
    client = requests.Session()
    client.get(url + "/market/" + product + "/")
    form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/market/session-cart/add/", data=form)
    kept = client.cookies.copy()
    client.cookies.clear()
    client.get(url + "/market/session-cart/")
    client.cookies.update(kept)
    client.get(url + "/market/session-cart/")
    client.get(url + "/market/session-cart/")
