# expect: left_the_cart
import requests


def answer(url, name, password, product):
    shopper, client = requests.Session(), requests.Session()
    shopper.get(url + "/market/" + product + "/")
    form = {"product": product, "csrfmiddlewaretoken": shopper.cookies["csrftoken"]}
    shopper.post(url + "/market/session-cart/add/", data=form)
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": password, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    answer = client.post(url + "/accounts/login/", data=form)
    client.get(url + "/market/session-cart/")
    return answer.url.endswith("/profile/")
