# expect: still_one_for_each_visit
import requests


def answer(url, times):
    client = requests.Session()
    for _ in range(times):
        client.get(url + "/desk/counter/").close()
        client.close()
