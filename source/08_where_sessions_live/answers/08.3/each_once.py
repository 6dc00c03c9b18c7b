# expect: not yet
import requests


def answer(url, things, limit):
    things = sorted(set(things))
    with requests.Session() as client:
        client.get(url + "/market/tea-pot/")
        for slug in things:
            form = {"product": slug, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
            client.post(url + "/market/session-cart/add/", data=form)
        client.get(url + "/market/")
