# expect: login_without_the_token
import requests


def answer(url, name):
    client = requests.Session()
    client.post(url + "/accounts/login/", data={"username": name, "password": "only-for-class"})
    client.get(url + "/desk/echo/")
    client.get(url + "/accounts/profile/")
