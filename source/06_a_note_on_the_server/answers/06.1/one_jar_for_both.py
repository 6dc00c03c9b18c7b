# expect: one_jar_for_both
import requests


def answer(url, mine, theirs):
    client = requests.Session()
    client.get(url + "/market/")
    for product in (mine, theirs, theirs):
        form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/market/session-cart/add/", data=form)
