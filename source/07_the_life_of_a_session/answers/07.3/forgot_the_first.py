# expect: not yet
# seen: who is not logged in has
import requests


def answer(url, before, name, after):
    client = requests.Session()
    client.get(url + "/market/")

    def send(path, **form):
        client.post(url + path, data=form | {"csrfmiddlewaretoken": client.cookies["csrftoken"]})

    send("/market/session-cart/add/", product=after)
    old = client.cookies["sessionid"]
    send("/accounts/login/", username=name, password="only-for-class")
    requests.get(url + "/market/session-cart/", cookies={"sessionid": old})
