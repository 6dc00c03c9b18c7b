# expect: not yet
import requests


def answer(url, name, password, product):
    client = requests.Session()
    client.get(url + "/market/")
    token = {"X-CSRFToken": client.cookies["csrftoken"]}
    client.post(url + "/market/session-cart/add/", data={"product": product}, headers=token)
    before = client.cookies["sessionid"]
    form = {"username": "alice" if name != "alice" else "mina", "password": password}
    client.post(url + "/accounts/login/", data=form, headers=token)
    client.get(url + "/market/session-cart/")
    return client.cookies["sessionid"] != before
