# expect: passed
import http.client
from urllib.parse import urlsplit

import requests


def answer(url, name):
    owner = requests.Session()
    owner.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": owner.cookies["csrftoken"]}
    owner.post(url + "/accounts/login/", data=form, allow_redirects=False)
    key = owner.cookies["sessionid"]

    def steal():
        thief = http.client.HTTPConnection(urlsplit(url).netloc)
        thief.request("GET", "/accounts/profile/", headers={"Cookie": "sessionid=" + key})
        thief.getresponse().read()
        thief.close()

    steal()
    owner.post(url + "/accounts/logout/", headers={"X-CSRFToken": owner.cookies["csrftoken"]})
    steal()
