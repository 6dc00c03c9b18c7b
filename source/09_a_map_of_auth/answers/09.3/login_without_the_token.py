# expect: login_without_the_token
# seen: a POST of /accounts/login/ logs
import requests


def answer(url, name):
    requests.post(url + "/accounts/login/", data={"username": name, "password": "only-for-class"})
