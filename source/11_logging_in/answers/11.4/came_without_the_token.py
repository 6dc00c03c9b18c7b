# expect: came_without_the_token
# seen: is sent with its token, and the view judges it
import requests


def answer(url, name, password, product):
    client = requests.Session()
    client.get(url + "/market/")
    client.post(
        url + "/market/session-cart/add/",
        data={"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]},
    )
    answer = client.post(url + "/accounts/login/", data={"username": name, "password": password})
    client.get(url + "/market/session-cart/")
    return answer.url.endswith("/profile/")
