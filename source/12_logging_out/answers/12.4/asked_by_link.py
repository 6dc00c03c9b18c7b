# expect: asked_by_link
import requests


def answer(url, name, lost):
    for device in [*lost, "here"]:
        client = requests.Session()
        client.headers["User-Agent"] = device
        client.get(url + "/accounts/login/")
        form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/accounts/login/", data=form)
    client.get(url + "/accounts/devices/", params={"end": "others"})
    client.get(url + "/accounts/profile/")
