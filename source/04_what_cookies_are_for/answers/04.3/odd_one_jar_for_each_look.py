# expect: passed
import requests


def answer(url, product):
    client = requests.Session()
    client.get(url + "/market/" + product + "/")
    form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/market/session-cart/add/", data=form)
    finder = requests.Session()
    finder.get(url + "/market/session-cart/")
    finder.cookies.set("sessionid", client.cookies["sessionid"], domain="127.0.0.1", path="/")
    finder.get(url + "/market/session-cart/")
