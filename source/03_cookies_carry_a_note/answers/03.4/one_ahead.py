# expect: wrote_the_number_itself
import requests


def answer(url, times):
    for visit in range(times):
        requests.get(url + "/desk/cookie-counter/", cookies={"visits": str(visit + 1)})
