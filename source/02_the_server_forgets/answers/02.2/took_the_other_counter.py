# expect: took_the_other_counter
import requests


def answer(url, times):
    client = requests.Session()
    for _ in range(times):
        client.get(url + "/desk/cookie-counter/")
        client.close()
