# expect: sent_with_post
import requests


def answer(url):
    requests.post(url + "/desk/hello/")
