# expect: came_without_the_token
import requests


def answer(url):
    client = requests.Session()
    client.post(url + "/preferences/hide-notice/")
    client.get(url + "/market/")
