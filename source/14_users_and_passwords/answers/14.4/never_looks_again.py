# expect: not yet
# seen: after the password had changed
import re

import requests


def send(client, address, **fields):
    client.get(address)
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
    return client.post(address, data=fields | token)


def newest(url):
    return re.search(r'http://[^"<\s]+/reset/[^"<\s]+', requests.get(url + "/accounts/outbox/").text)[0]


def answer(url, name, email, password):
    old, new = requests.Session(), requests.Session()
    send(old, url + "/accounts/login/", username=name, password="only-for-class")
    send(new, url + "/accounts/password_reset/", email=email)
    send(new, new.get(newest(url)).url, new_password1=password, new_password2=password)
    send(new, url + "/accounts/login/", username=name, password=password)
