# expect: passed
import requests


def answer(url, name, password, product):
    client = requests.Session()
    client.get(url + "/accounts/login/")
    token = client.cookies["csrftoken"]
    for _ in range(2):
        client.post(
            url + "/market/session-cart/add/",
            data={"product": product},
            headers={"X-CSRFToken": token},
        )
    client.post(
        url + "/accounts/login/",
        data={"username": name, "password": password, "next": "/market/session-cart/"},
        headers={"X-CSRFToken": token},
    )
    profile = client.get(url + "/accounts/profile/")
    return profile.url == url + "/accounts/profile/"
