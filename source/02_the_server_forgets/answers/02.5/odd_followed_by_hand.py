# expect: passed
import requests


def answer(url, name):
    for to in ("/desk/echo/?word=lost", "/desk/echo/?visitor=" + name):
        sent = requests.get(url + "/desk/redirect/", params={"visitor": name, "to": to}, allow_redirects=False)
        requests.get(url + sent.headers["Location"])
