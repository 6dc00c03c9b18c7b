# expect: not yet
import requests


def answer(url, name):
    with requests.Session() as client:
        client.get(url + "/accounts/login/")
        form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/accounts/login/", data=form)
        copy = client.cookies["sessionid"]
        client.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
    text = requests.get(url + "/desk/hello/", headers={"Cookie": "sessionid=" + copy}).text
    return "leaks" if name in text else "does not leak"
