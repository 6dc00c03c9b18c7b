# expect: passed
import requests


def answer(url, words):
    for word in words:
        requests.get(f"{url}/desk/echo/?word={word}")
    with requests.Session() as client:
        client.get(url + "/desk/hello/")
        return [client.post(f"{url}/desk/echo/?word={word}", data={"x": "y"}).text for word in words]
