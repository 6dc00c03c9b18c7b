# expect: passed
import requests


def answer(url, before, name, after):
    def send(client, path, **form):
        client.post(url + path, data=form | {"csrfmiddlewaretoken": client.cookies["csrftoken"]})

    other, client = requests.Session(), requests.Session()
    for visitor in (other, client):
        visitor.get(url + "/market/")
        send(visitor, "/market/session-cart/add/", product=before)
    old = client.cookies["sessionid"]
    send(client, "/accounts/login/", username=name, password="only-for-class")
    send(client, "/market/session-cart/add/", product=after)
    requests.get(url + "/market/session-cart/", cookies={"sessionid": old})
