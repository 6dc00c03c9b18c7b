# expect: old_token
import requests


def answer(url, before, name, after):
    client = requests.Session()
    client.get(url + "/market/" + before + "/")
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/market/session-cart/add/", data={"product": before} | token)
    old = client.cookies["sessionid"]
    client.post(url + "/accounts/login/", data={"username": name, "password": "only-for-class"} | token)
    client.post(url + "/market/session-cart/add/", data={"product": after} | token)
    requests.get(url + "/market/session-cart/", headers={"Cookie": "sessionid=" + old})
