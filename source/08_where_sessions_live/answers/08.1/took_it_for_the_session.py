# expect: took_it_for_the_session
import requests


def answer(url):
    with requests.Session() as client:
        client.get(url + "/desk/counter/")
        return "in the cookie" if "sessionid" in client.cookies else "at the server"
