# expect: not yet
# seen: asks for a link at
import requests


def send(client, address, **fields):
    client.get(address)
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
    return client.post(address, data=fields | token)


def answer(url, name, email, password):
    old, new = requests.Session(), requests.Session()
    send(old, url + "/accounts/login/", username=name, password="only-for-class")
    send(new, url + "/accounts/password_reset/", email=name)
    send(new, url + "/accounts/login/", username=name, password=password)
    old.get(url + "/accounts/profile/")
