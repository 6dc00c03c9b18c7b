# expect: came_without_the_token
import requests


def answer(url, mine, theirs):
    for product, times in ((mine, 1), (theirs, 2)):
        client = requests.Session()
        for _ in range(times):
            client.post(url + "/market/session-cart/add/", data={"product": product})
