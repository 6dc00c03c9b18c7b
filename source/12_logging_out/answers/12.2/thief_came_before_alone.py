# expect: not yet
import requests


def answer(url, name):
    owner = requests.Session()
    owner.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": owner.cookies["csrftoken"]}
    owner.post(url + "/accounts/login/", data=form, allow_redirects=False)
    for _ in range(2):
        requests.get(url + "/accounts/profile/", cookies={"sessionid": owner.cookies["sessionid"]})
    owner.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": owner.cookies["csrftoken"]})
