# expect: only_read
import requests


def answer(url, product, made_up):
    requests.get(url + "/market/cookie-cart/", headers={"Cookie": "cart=" + product})
    requests.get(url + "/market/session-cart/", headers={"Cookie": "sessionid=" + made_up})
