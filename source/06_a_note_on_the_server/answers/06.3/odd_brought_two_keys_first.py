# expect: passed
import requests


def answer(url, product, made_up):
    requests.get(url + "/market/cookie-cart/", cookies={"cart": product})
    requests.get(url + "/desk/counter/", headers={"Cookie": f"sessionid={made_up}; sessionid={made_up[::-1]}"})
    requests.get(url + "/desk/counter/", cookies={"sessionid": made_up})
