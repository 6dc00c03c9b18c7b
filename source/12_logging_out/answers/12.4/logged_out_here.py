# expect: logged_out_here
import requests


def answer(url, name, lost):
    for device in [*lost, "here"]:
        client = requests.Session()
        client.headers["User-Agent"] = device
        client.get(url + "/accounts/login/")
        form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/accounts/login/", data=form)
    client.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
    client.get(url + "/accounts/profile/")
