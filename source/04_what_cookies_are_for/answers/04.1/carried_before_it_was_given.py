# expect: not yet
import requests


def answer(url):
    client = requests.Session()
    client.get(url + "/market/")
    client.get(url + "/market/", cookies={"notice_hidden": "today"})
    client.post(
        url + "/preferences/hide-notice/",
        data={"csrfmiddlewaretoken": client.cookies["csrftoken"]},
        allow_redirects=False,
    )
