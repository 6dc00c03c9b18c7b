# expect: passed
import requests


def answer(url, mine, theirs):
    with requests.Session() as client:
        for cart in ([theirs, mine, theirs], [mine]):
            client.cookies.clear()
            client.get(url + "/market/tea-pot/")
            client.get(url + "/desk/counter/")
            for product in cart:
                form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
                client.post(url + "/market/session-cart/add/", data=form)
            if cart[0] == theirs:
                client.post(url + "/market/session-cart/remove/", data={**form, "product": mine})
