# expect: a_connection_for_each_word
import requests


def answer(url, words):
    for word in words:
        requests.get(url + "/desk/echo/", params={"word": word})
