# expect: passed
import requests


def answer(url, things, limit):
    with requests.Session() as client:
        client.get(url + "/market/tea-pot/")
        for slug in things:
            form = {"product": slug, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
            client.post(url + "/market/cookie-cart/add/", data=form)
        for slug in things:
            form = {"product": slug, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
            client.post(url + "/market/session-cart/add/", data=form)
        client.post(url + "/market/cookie-cart/clear/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
        client.get(url + "/market/")
