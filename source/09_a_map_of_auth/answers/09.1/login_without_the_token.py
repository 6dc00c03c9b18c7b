# expect: login_without_the_token
import requests


def answer(url, page, name):
    client = requests.Session()
    client.get(url + page)
    client.post(url + "/accounts/login/", data={"username": name, "password": "only-for-class"})
    client.get(url + page)
