# expect: passed
import requests


def answer(url, product):
    requests.get(url + "/desk/counter/")
    client = requests.Session()
    client.get(url + "/market/" + product + "/")
    other = "candle" if product != "candle" else "umbrella"
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
    for basket, what in (
        ("cookie-cart/add/", other),
        ("cookie-cart/remove/", other),
        ("cookie-cart/add/", product),
        ("session-cart/add/", product),
        ("cookie-cart/remove/", product),
    ):
        client.post(url + "/market/" + basket, data={"product": what, **token})
    client.get(url + "/market/session-cart/")
