# expect: not yet
import requests


def answer(url, product):
    requests.get(url + "/desk/echo/")
    client = requests.Session()
    client.get(url + "/market/" + product + "/")
    client.get(url + "/market/session-cart/")
    form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/market/session-cart/add/", data=form)
    client.get(url + "/market/session-cart/")
