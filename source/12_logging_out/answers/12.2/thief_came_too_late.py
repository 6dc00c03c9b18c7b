# expect: not yet
import requests


def answer(url, name):
    owner = requests.Session()
    owner.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": owner.cookies["csrftoken"]}
    owner.post(url + "/accounts/login/", data=form, allow_redirects=False)
    key = owner.cookies["sessionid"]
    owner.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": owner.cookies["csrftoken"]})
    for _ in range(2):
        requests.get(url + "/accounts/profile/", cookies={"sessionid": key}, allow_redirects=False)
