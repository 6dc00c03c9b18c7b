# expect: passed
import requests


def answer(url, name, lost):
    for device in [*lost, "here"]:
        client = requests.Session()
        client.headers["User-Agent"] = device
        client.get(url + "/accounts/login/")
        form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/accounts/login/", data=form)
    token = {"X-CSRFToken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/devices/", data={"end": "others"}, headers=token, allow_redirects=False)
    client.get(url + "/accounts/profile/", headers={"Connection": "close"})
