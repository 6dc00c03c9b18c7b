# expect: cleared_at_the_server
import requests


def answer(url, product):
    client = requests.Session()
    client.get(url + "/market/" + product + "/")
    form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/market/session-cart/add/", data=form)
    key = client.cookies["sessionid"]
    client.get(url + "/desk/delete-cookie/?name=sessionid")
    requests.get(url + "/market/session-cart/", headers={"Cookie": "visitor=" + key})
    requests.get(url + "/market/session-cart/")
