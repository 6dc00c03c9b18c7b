# expect: lost_the_count
import requests


def answer(url, times):
    client = requests.Session()
    for _ in range(times):
        client.get(url + "/desk/counter/")
        client.cookies.clear()
