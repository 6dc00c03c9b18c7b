# expect: still_secure
import requests


def answer(url, name, value):
    client = requests.Session()
    client.get(
        url + "/desk/set-cookie/", params={"name": name, "value": value, "path": "/", "secure": 1, "max_age": 86400}
    )
    client.get(url + "/market/")
