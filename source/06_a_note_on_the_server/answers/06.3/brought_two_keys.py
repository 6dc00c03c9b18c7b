# expect: brought_two_keys
import requests


def answer(url, product, made_up):
    requests.get(url + "/market/cookie-cart/", headers={"Cookie": "cart=" + product})
    client = requests.Session()
    client.get(url + "/desk/counter/")
    client.cookies.set("sessionid", made_up)
    client.get(url + "/desk/counter/")
