# expect: passed
import requests


def answer(url):
    with requests.Session() as client:
        client.get(url + "/accounts/login/")
        form = {"username": "mina", "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/accounts/login/", data=form)
        return "in the cookie" if len(client.cookies["sessionid"]) > 100 else "at the server"
