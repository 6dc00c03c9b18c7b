# expect: not yet
import requests


def answer(url, mine, theirs):
    for product in (mine, theirs):
        client = requests.Session()
        client.get(url + "/market/")
        form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/market/session-cart/add/", data=form)
