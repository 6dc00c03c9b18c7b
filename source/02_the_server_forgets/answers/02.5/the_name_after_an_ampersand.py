# expect: left_it_behind
import requests


def answer(url, name):
    requests.get(url + "/desk/redirect/?to=/desk/echo/&visitor=" + name)
    requests.get(url + "/desk/redirect/?to=/desk/echo/?from=here&visitor=" + name)
