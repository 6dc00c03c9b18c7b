# expect: only_read
import requests


def answer(url, product, made_up):
    requests.get(url + "/market/cookie-cart/", cookies={"cart": product})
    requests.get(url + "/accounts/login/", cookies={"sessionid": made_up})
