# expect: another_visitor
# seen: the visitor who filled the cart logs in
import requests


def answer(url, before, name, after):
    client = requests.Session()
    client.get(url + "/market/" + before + "/")

    def send(path, **form):
        client.post(url + path, data=form | {"csrfmiddlewaretoken": client.cookies["csrftoken"]})

    send("/market/session-cart/add/", product=before)
    old = client.cookies["sessionid"]
    client.cookies.clear()
    client.get(url + "/accounts/login/")
    send("/accounts/login/", username=name, password="only-for-class")
    send("/market/session-cart/add/", product=after)
    requests.get(url + "/market/session-cart/", headers={"Cookie": "sessionid=" + old})
