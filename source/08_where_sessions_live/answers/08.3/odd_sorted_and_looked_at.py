# expect: passed
import requests


def answer(url, things, limit):
    with requests.Session() as client:
        client.get(url + "/market/tea-pot/")
        for slug in sorted(things):
            form = {"product": slug, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
            client.post(url + "/market/session-cart/add/", data=form, allow_redirects=False)
        client.get(url + "/market/")
        client.get(url + "/market/session-cart/")
