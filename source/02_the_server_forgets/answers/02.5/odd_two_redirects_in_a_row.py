# expect: passed
import requests


def answer(url, name):
    requests.get(f"{url}/desk/redirect/?visitor={name}")
    inner = "/desk/redirect/?to=/desk/echo/%3Fvisitor%3D" + name
    requests.get(url + "/desk/redirect/", params={"to": inner})
