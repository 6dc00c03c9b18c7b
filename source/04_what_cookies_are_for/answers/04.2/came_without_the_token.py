# expect: came_without_the_token
# seen: no answer gave a cookie of that name
import requests


def answer(url, product):
    client = requests.Session()
    client.post(url + "/market/cookie-cart/add/", data={"product": product})
    client.post(url + "/market/session-cart/add/", data={"product": product})
    client.post(url + "/market/cookie-cart/remove/", data={"product": product})
    client.get(url + "/market/session-cart/")
