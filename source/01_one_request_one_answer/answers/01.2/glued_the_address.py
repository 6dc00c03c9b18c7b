# expect: glued_the_address
import requests


def answer(url, name, value, language):
    requests.get(url + "/desk/echo/?" + name + "=" + value, headers={"Accept-Language": language})
