# expect: not yet
import requests


def answer(url, times):
    client = requests.Session()
    for _ in range(1, times):
        client.get(url + "/desk/counter/")
        client.close()
