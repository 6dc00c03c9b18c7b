# expect: passed
import requests


def answer(url, product):
    requests.get(url + "/desk/counter/")
    client = requests.Session()
    client.get(url + "/market/" + product + "/")
    form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/market/session-cart/add/", data=form)
    requests.get(url + "/market/session-cart/")
    client.get(url + "/market/session-cart/")
    requests.get(url + "/market/session-cart/")
