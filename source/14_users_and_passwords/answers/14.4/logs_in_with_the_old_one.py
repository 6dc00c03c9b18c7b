# expect: not yet
import requests


def send(client, address, **fields):
    client.get(address)
    return client.post(address, data=fields | {"csrfmiddlewaretoken": client.cookies["csrftoken"]})


def answer(url, name, email, password):
    old, new = requests.Session(), requests.Session()
    send(old, url + "/accounts/login/", username=name, password="only-for-class")
    send(new, url + "/accounts/password_reset/", email=email)
    link = "http:" + new.get(url + "/accounts/outbox/").text.partition('href="http:')[2].partition('"')[0]
    send(new, new.get(link).url, new_password1=password, new_password2=password)
    send(new, url + "/accounts/login/", username=name, password="only-for-class")
    old.get(url + "/accounts/profile/")
