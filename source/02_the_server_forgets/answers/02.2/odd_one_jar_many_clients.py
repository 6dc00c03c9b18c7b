# expect: passed
import requests


def answer(url, times):
    jar = requests.cookies.RequestsCookieJar()
    for _ in range(times):
        with requests.Session() as client:
            client.cookies = jar
            client.get(url + "/desk/hello/")
            client.get(url + "/desk/counter/")
