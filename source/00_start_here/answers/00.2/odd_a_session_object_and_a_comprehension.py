# expect: passed
import requests


def answer(url, paths):
    client = requests.Session()
    return [client.get(f"{url}{path}").status_code for path in paths]
