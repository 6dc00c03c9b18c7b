# expect: no_session
import requests


def answer(url):
    with requests.Session() as client:
        client.get(url + "/desk/session/read/")
        return "in the cookie" if "sessionid" in client.cookies else "at the server"
