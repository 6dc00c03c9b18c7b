# expect: not yet
import requests


def answer(url, product, made_up):
    requests.get(url + "/market/cookie-cart/")
    requests.get(url + "/desk/counter/", cookies={"sessionid": made_up})
