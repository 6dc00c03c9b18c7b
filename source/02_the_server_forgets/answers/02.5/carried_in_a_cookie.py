# expect: carried_in_a_header
# seen: no request carries a cookie
import requests


def answer(url, name):
    requests.get(url + "/desk/redirect/", params={"to": "/desk/echo/", "visitor": name})
    requests.get(url + "/desk/redirect/?to=/desk/echo/", cookies={"visitor": name})
