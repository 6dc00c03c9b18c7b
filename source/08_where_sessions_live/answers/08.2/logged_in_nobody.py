# expect: not yet
# seen: no request did that
import requests


def answer(url, name):
    copy = requests.get(url + "/desk/counter/").cookies["sessionid"]
    return name in requests.get(url + "/desk/hello/", headers={"Cookie": "sessionid=" + copy}).text
