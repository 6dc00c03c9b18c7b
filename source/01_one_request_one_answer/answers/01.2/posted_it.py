# expect: put_it_in_the_body
# seen: the method is GET
import requests


def answer(url, name, value, language):
    requests.post(url + "/desk/echo/", data={name: value}, headers={"Accept-Language": language})
