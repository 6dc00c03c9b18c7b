# expect: not yet
import requests


def answer(url):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/?name=notice_hidden&value=1&max_age=86400")
    client.get(url + "/market/")
