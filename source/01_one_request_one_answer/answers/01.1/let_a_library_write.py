# expect: let_a_library_write
import requests


def answer(url, word):
    requests.get(url + "/desk/echo/", headers={"Connection": "close", "X-Note": word})
