# expect: passed
import requests


def answer(url, keep, leave):
    given = requests.get(url + f"/desk/set-cookie/?name={keep}&value=a&name={leave}&value=b&path=/market/")
    assert len(given.cookies) == 2
    requests.get(url + "/desk/echo/", cookies={keep: "a"})
