# expect: let_the_server_fill_it
import requests


def answer(url, product, made_up):
    client = requests.Session()
    client.get(url + "/market/")
    form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/market/cookie-cart/add/", data=form)
    requests.get(url + "/desk/counter/", headers={"Cookie": "sessionid=" + made_up})
