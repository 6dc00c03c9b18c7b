# expect: passed
import requests


def answer(url, times):
    with requests.Session() as client:
        return [client.get(url + "/desk/cookie-counter/").status_code for visit in range(times)]
