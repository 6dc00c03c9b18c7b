# expect: not yet
import requests


def answer(url, name):
    requests.get(url + "/desk/redirect/?to=/desk/echo/&visitor=mina")
    requests.get(url + "/desk/redirect/?to=/desk/echo/?visitor=mina")
