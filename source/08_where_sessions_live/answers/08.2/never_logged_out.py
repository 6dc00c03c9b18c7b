# expect: never_logged_out
# seen: no logout was accepted
import requests


def answer(url, name):
    with requests.Session() as client:
        client.get(url + "/accounts/login/")
        form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/accounts/login/", data=form)
        copy = client.cookies["sessionid"]
        client.get(url + "/accounts/logout/")
    return name in requests.get(url + "/desk/hello/", headers={"Cookie": "sessionid=" + copy}).text
