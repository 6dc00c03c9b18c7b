# expect: answered_is_not_known
import requests


def answer(url, name):
    with requests.Session() as client:
        client.get(url + "/accounts/login/")
        form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/accounts/login/", data=form)
        copy = client.cookies["sessionid"]
        client.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
    return requests.get(url + "/accounts/profile/", headers={"Cookie": "sessionid=" + copy}).status_code == 200
