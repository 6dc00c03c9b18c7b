# expect: logged_in_as_the_author
import requests


def answer(url, page, name):
    requests.get(url + page)
    client = requests.Session()
    client.get(url + "/accounts/login/")
    form = {"username": "alice", "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    client.get(url + page)
