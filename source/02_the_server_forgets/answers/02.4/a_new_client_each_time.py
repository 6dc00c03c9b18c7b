# expect: a_new_client_each_time
import requests


def answer(url, times):
    for _ in range(times):
        client = requests.Session()
        client.get(url + "/desk/counter/")
