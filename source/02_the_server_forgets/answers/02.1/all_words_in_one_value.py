# expect: all_words_at_once
import requests


def answer(url, words):
    requests.get(url + "/desk/echo/?word=" + ",".join(words))
