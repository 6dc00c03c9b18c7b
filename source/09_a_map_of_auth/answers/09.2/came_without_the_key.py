# expect: came_without_the_key
# seen: none had the key
import requests


def answer(url, name):
    client = requests.Session()
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form, allow_redirects=False)
    requests.get(url + "/desk/echo/")
    requests.get(url + "/accounts/profile/")
