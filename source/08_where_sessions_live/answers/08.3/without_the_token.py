# expect: without_the_token
import requests


def answer(url, things, limit):
    with requests.Session() as client:
        for slug in things:
            client.post(url + "/market/session-cart/add/", data={"product": slug})
        client.get(url + "/market/")
