# expect: passed
import requests


def answer(url, name):
    owner = requests.Session()
    owner.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": owner.cookies["csrftoken"]}
    owner.post(url + "/accounts/login/", data=form, allow_redirects=False)

    stolen = {"Cookie": "sessionid=" + owner.cookies["sessionid"]}
    requests.get(url + "/accounts/profile/", headers=stolen)
    owner.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": owner.cookies["csrftoken"]})
    requests.get(url + "/accounts/profile/", headers=stolen, allow_redirects=False)
