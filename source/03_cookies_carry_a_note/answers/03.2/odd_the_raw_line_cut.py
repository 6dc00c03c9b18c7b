# expect: passed
import requests


def answer(url, keep, leave):
    given = requests.get(url + f"/desk/set-cookie/?name={leave}&value=1&name={keep}&value=2&max_age=50")
    for line in given.raw.headers.getlist("Set-Cookie"):
        pair = line.split(";")[0].strip()
        if pair.startswith(keep + "="):
            requests.post(url + "/desk/echo/", headers={"Cookie": pair})
