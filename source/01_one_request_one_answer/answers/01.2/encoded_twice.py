# expect: not yet
from urllib.parse import quote

import requests


def answer(url, name, value, language):
    requests.get(url + "/desk/echo/", params={name: quote(value)}, headers={"Accept-Language": language})
