# expect: passed
import requests


def answer(url, product):
    client = requests.Session()
    client.get(url + "/market/" + product + "/")
    form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/market/session-cart/add/", data=form, allow_redirects=False)
    client.post(url + "/market/cookie-cart/add/", data=form, allow_redirects=False)
    client.post(url + "/market/cookie-cart/clear/", data=form, allow_redirects=False)
    client.get(url + "/market/cookie-cart/")
    client.get(url + "/market/session-cart/")
