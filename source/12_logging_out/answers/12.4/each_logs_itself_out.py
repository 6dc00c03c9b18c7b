# expect: not yet
# seen: a lost device sends nothing more after its login
import requests


def log_in(url, name, device):
    client = requests.Session()
    client.headers["User-Agent"] = device
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    return client


def answer(url, name, lost):
    for device in lost:
        client = log_in(url, name, device)
        client.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
    log_in(url, name, "here").get(url + "/accounts/profile/")
