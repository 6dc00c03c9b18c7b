# expect: began_again_each_time
import requests


def answer(url, times):
    for _ in range(times):
        requests.get(url + "/desk/counter/")
