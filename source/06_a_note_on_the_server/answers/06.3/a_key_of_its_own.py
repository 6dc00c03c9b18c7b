# expect: not yet
import requests


def answer(url, product, made_up):
    requests.get(url + "/market/cookie-cart/", headers={"Cookie": "cart=" + product})
    requests.get(url + "/desk/counter/", headers={"Cookie": "sessionid=" + "a" * 32})
