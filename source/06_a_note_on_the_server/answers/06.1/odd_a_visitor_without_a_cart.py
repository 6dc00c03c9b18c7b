# expect: passed
import requests


def answer(url, mine, theirs):
    requests.get(url + "/desk/counter/")
    for product, times in ((theirs, 2), (mine, 1)):
        client = requests.Session()
        client.get(url + "/market/")
        form = {"product": product, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        for _ in range(times):
            client.post(url + "/market/session-cart/add/", data=form)
