# expect: not yet
import requests


def answer(url, things, limit):
    with requests.Session() as client:
        client.get(url + "/market/tea-pot/")
        for slug in things:
            form = {"product": slug, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
            client.post(url + "/market/cookie-cart/add/", data=form)
        client.cookies.set("cart", None)
        client.get(url + "/market/")
