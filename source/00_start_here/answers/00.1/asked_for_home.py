# expect: asked_for_home
import requests


def answer(url):
    requests.get(url)
