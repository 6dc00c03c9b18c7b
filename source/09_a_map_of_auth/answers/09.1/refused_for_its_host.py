# expect: not yet
import requests


def answer(url, page, name):
    client = requests.Session()
    client.get(url + page)
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    key = client.cookies["sessionid"]
    requests.get(url + page, headers={"Host": "shop.example", "Cookie": "sessionid=" + key})
