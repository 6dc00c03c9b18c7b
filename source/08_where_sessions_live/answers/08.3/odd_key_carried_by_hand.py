# expect: passed
import requests


def answer(url, things, limit):
    with requests.Session() as client:
        client.get(url + "/market/tea-pot/")
        for slug in things:
            form = {"product": slug, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
            client.post(url + "/market/session-cart/add/", data=form)
        key = client.cookies["sessionid"]
    requests.get(url + "/market/", headers={"Cookie": "sessionid=" + key})
