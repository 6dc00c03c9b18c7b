# expect: not yet
import requests


def answer(url, name, lost):
    for device in [*lost, "here"]:
        client = requests.Session()
        client.headers["User-Agent"] = device
        client.get(url + "/accounts/login/")
        form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/accounts/login/", data=form)
    new = {"old_password": "only-for-class", "new_password1": "three-quiet-herons"}
    new |= {"new_password2": "three-quiet-herons", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/password_change/", data=new)
    client.get(url + "/accounts/profile/")
