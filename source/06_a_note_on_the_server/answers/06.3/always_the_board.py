# expect: not yet
import requests


def answer(url, product, made_up):
    requests.get(url + "/market/cookie-cart/", headers={"Cookie": "cart=honey"})
    requests.get(url + "/desk/counter/", headers={"Cookie": "sessionid=" + made_up})
