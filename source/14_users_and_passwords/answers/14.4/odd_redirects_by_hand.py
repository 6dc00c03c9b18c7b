# expect: passed
import re

import requests


def post(client, address, **fields):
    client.get(address)
    return client.post(
        address, data=fields | {"csrfmiddlewaretoken": client.cookies["csrftoken"]}, allow_redirects=False
    )


def answer(url, name, email, password):
    first, second = requests.Session(), requests.Session()
    post(first, url + "/accounts/login/", username=name, password="only-for-class")
    post(second, url + "/accounts/password_reset/", email=email)
    link = re.search(r"/accounts/reset/[^/]+/[^/]+/", second.get(url + "/accounts/outbox/").text)[0]
    form = second.get(url + link, allow_redirects=False).headers["Location"]
    post(second, url + form, new_password1=password, new_password2=password)
    post(requests.Session(), url + "/accounts/login/", username=name, password=password)
    first.get(url + "/accounts/profile/", allow_redirects=False)
