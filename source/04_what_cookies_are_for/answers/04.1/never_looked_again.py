# expect: not yet
import requests


def answer(url):
    client = requests.Session()
    client.get(url + "/market/")
    form = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/preferences/hide-notice/", data=form, allow_redirects=False)
