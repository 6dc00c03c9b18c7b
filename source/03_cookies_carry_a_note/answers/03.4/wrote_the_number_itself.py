# expect: wrote_the_number_itself
import requests


def answer(url, times):
    requests.get(url + "/desk/cookie-counter/", headers={"Cookie": f"visits={times - 1}"})
