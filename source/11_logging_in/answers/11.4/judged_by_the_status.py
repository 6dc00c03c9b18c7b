# expect: judged_by_the_status
# seen: with a wrong password the function returns False
import requests


def answer(url, name, password, product):
    client = requests.Session()
    client.get(url + "/market/" + product + "/")
    form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/market/session-cart/add/", data=form)
    form = {"username": name, "password": password, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    answer = client.post(url + "/accounts/login/", data=form)
    client.get(url + "/market/session-cart/")
    return answer.ok
