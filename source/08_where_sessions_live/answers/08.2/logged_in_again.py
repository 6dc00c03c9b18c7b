# expect: not yet
import requests


def answer(url, name):
    client = requests.Session()
    for turn in (1, 2):
        client.get(url + "/accounts/login/")
        form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/accounts/login/", data=form)
        if turn == 1:
            client.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
    return name in client.get(url + "/desk/hello/").text
