# expect: began_again_each_time
import requests


def answer(url, times):
    for _ in range(times):
        with requests.Session() as client:
            client.get(url + "/desk/counter/")
