# expect: not yet
# seen: logs in with the new password
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
    send(new, new.get(newest(url)).url, new_password1="another-one-of-mine", new_password2="another-one-of-mine")
    send(new, url + "/accounts/login/", username=name, password="another-one-of-mine")
    old.get(url + "/accounts/profile/")
