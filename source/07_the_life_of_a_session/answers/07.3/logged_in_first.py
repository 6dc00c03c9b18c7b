# expect: logged_in_first
# seen: who is not logged in has
import requests


def answer(url, before, name, after):
    client = requests.Session()
    client.get(url + "/market/" + before + "/")

    def send(path, **form):
        client.post(url + path, data=form | {"csrfmiddlewaretoken": client.cookies["csrftoken"]})

    send("/accounts/login/", username=name, password="only-for-class")
    old = client.cookies["sessionid"]
    send("/market/session-cart/add/", product=before)
    send("/market/session-cart/add/", product=after)
    requests.get(url + "/market/session-cart/", headers={"Cookie": "sessionid=" + old})
