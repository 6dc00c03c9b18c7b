# expect: not yet
import requests


def log_in(url, name, device):
    client = requests.Session()
    client.headers["User-Agent"] = device
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    return client


def answer(url, name, lost):
    for device in [*lost, "here"]:
        client = log_in(url, name, device)
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/devices/", data={"end": "others", **token})
    client.get(url + "/desk/hello/")
