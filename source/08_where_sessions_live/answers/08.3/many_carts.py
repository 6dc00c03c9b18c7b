# expect: many_carts
import requests


def answer(url, things, limit):
    for slug in things:
        with requests.Session() as client:
            client.get(url + "/market/tea-pot/")
            form = {"product": slug, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
            client.post(url + "/market/session-cart/add/", data=form)
            client.get(url + "/market/")
