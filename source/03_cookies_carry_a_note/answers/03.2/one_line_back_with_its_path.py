# expect: sent_the_whole_line_back
import requests


def answer(url, keep, leave):
    two = [("name", keep), ("value", "red"), ("name", leave), ("value", "blue")]
    given = requests.get(url + "/desk/set-cookie/", params=two)
    line = next(line for line in given.raw.headers.getlist("Set-Cookie") if line.strip().startswith(keep))
    requests.get(url + "/desk/echo/", headers={"Cookie": line.strip()})
