# expect: stayed_on_one
import requests


def answer(url, times):
    client = requests.Session()
    for _ in range(times):
        client.get(url + "/desk/counter/")
    client.close()
