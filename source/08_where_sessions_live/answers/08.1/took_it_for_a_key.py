# expect: took_it_for_a_key
import requests


def answer(url):
    with requests.Session() as client:
        client.get(url + "/desk/counter/")
        return "at the server" if "sessionid" in client.cookies else "in the cookie"
