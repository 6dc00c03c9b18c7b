# expect: not yet
import requests


def answer(url, mine, theirs):
    for products in ([mine], [theirs, theirs], [mine, mine]):
        client = requests.Session()
        client.get(url + "/market/")
        for product in products:
            form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
            client.post(url + "/market/session-cart/add/", data=form)
