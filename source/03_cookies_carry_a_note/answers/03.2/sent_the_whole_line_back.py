# expect: sent_the_whole_line_back
import requests


def answer(url, keep, leave):
    two = [("name", keep), ("value", "red"), ("name", leave), ("value", "blue")]
    given = requests.get(url + "/desk/set-cookie/", params=two)
    requests.get(url + "/desk/echo/", headers={"Cookie": given.headers["Set-Cookie"]})
