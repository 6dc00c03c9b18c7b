# expect: still_the_cookie_cart
# seen: the Cookie line of the last request for /market/ has at most
import requests


def answer(url, things, limit):
    with requests.Session() as client:
        client.get(url + "/market/tea-pot/")
        for slug in things:
            form = {"product": slug, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
            client.post(url + "/market/cookie-cart/add/", data=form)
        client.get(url + "/market/")
