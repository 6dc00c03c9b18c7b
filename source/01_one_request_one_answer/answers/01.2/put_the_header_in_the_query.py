# expect: put_the_header_in_the_query
import requests


def answer(url, name, value, language):
    requests.get(url + "/desk/echo/", params={name: value, "Accept-Language": language})
