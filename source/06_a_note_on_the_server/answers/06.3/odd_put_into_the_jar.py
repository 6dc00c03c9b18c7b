# expect: passed
import requests


def answer(url, product, made_up):
    client = requests.Session()
    client.cookies.set("sessionid", made_up, domain="127.0.0.1", path="/")
    client.cookies.set("cart", "honey." + product, domain="127.0.0.1", path="/")
    client.get(url + "/market/cookie-cart/")
    client.cookies.set("sessionid", made_up, domain="127.0.0.1", path="/")
    client.get(url + "/desk/counter/")
