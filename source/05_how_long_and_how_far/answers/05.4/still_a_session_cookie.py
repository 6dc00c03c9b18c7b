# expect: still_a_session_cookie
import requests


def answer(url, name, value):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": value, "path": "/"})
    client.get(url + "/market/")
