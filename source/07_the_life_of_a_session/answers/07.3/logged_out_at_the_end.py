# expect: not yet
import requests


def answer(url, before, name, after):
    client = requests.Session()
    client.get(url + "/market/")

    def send(path, **form):
        client.post(url + path, data=form | {"csrfmiddlewaretoken": client.cookies["csrftoken"]})

    send("/market/session-cart/add/", product=before)
    old = client.cookies["sessionid"]
    send("/accounts/login/", username=name, password="only-for-class")
    send("/market/session-cart/add/", product=after)
    requests.get(url + "/market/session-cart/", cookies={"sessionid": old})
    send("/accounts/logout/")
