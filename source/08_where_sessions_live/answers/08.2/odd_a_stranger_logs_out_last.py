# expect: passed
import requests


def answer(url, name):
    client = requests.Session()
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    copy = client.cookies["sessionid"]
    client.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
    told = requests.get(url + "/desk/hello/", cookies={"sessionid": copy}).text
    stranger = requests.Session()
    stranger.get(url + "/accounts/login/")
    stranger.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": stranger.cookies["csrftoken"]})
    return name in told
