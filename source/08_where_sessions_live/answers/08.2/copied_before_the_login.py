# expect: not yet
import requests


def answer(url, name):
    client = requests.Session()
    client.get(url + "/desk/counter/")
    copy = client.cookies["sessionid"]
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    client.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
    return name in requests.get(url + "/desk/hello/", cookies={"sessionid": copy}).text
