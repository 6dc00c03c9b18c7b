# expect: passed
import requests


def replay(url, name):
    with requests.Session() as client:
        client.get(url + "/accounts/login/")
        form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/accounts/login/", data=form)
        copy = client.cookies["sessionid"]
        client.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
    return name in requests.get(url + "/desk/hello/", headers={"Cookie": "sessionid=" + copy}).text


def answer(url, name):
    return replay(url, name) and replay(url, name)
