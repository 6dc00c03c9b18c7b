# expect: stayed_on_one
import requests


def answer(url, times):
    client = requests.Session()
    for visit in range(times):
        client.get(url + "/desk/counter/")
        if visit == 1:
            client.close()
