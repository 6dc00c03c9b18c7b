# expect: not yet
import requests


def answer(url, product):
    client = requests.Session()
    client.get(url + "/market/" + product + "/")
    form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/market/cookie-cart/add/", data=form)
    client.cookies.clear()
    client.get(url + "/market/cookie-cart/")
