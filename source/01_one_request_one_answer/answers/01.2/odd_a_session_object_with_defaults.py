# expect: passed
import requests


def answer(url, name, value, language):
    client = requests.Session()
    client.headers["accept-language"] = language
    client.params = {name: value}
    client.get(url + "/desk/hello/")
    return client.get(url + "/desk/echo/").json()
