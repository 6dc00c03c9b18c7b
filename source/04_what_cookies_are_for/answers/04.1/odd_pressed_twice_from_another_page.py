# expect: passed
import requests


def answer(url):
    client = requests.Session()
    client.get(url + "/preferences/")
    for _ in range(2):
        form = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/preferences/hide-notice/", data=form, allow_redirects=False)
    client.get(url + "/desk/echo/")
    client.get(url + "/market/")
