# expect: passed
import re

import requests


def send(client, address, **fields):
    client.get(address)
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
    return client.post(address, data=fields | token)


def newest(url):
    return re.search(r'http://[^"<\s]+/reset/[^"<\s]+', requests.get(url + "/accounts/outbox/").text)[0]


def answer(url, name, email, password):
    phone, tablet, laptop = requests.Session(), requests.Session(), requests.Session()
    for client in (phone, tablet):
        send(client, url + "/accounts/login/", username=name, password="only-for-class")
    send(laptop, url + "/accounts/password_reset/", email=email.upper())
    form = laptop.get(newest(url), allow_redirects=False).headers["Location"]
    send(laptop, url + form, new_password1=password, new_password2=password)
    for client in (tablet, phone):
        client.get(url + "/accounts/profile/", allow_redirects=False)
    send(requests.Session(), url + "/accounts/login/", username=name, password=password)
