# expect: passed
import time
from email.utils import parsedate_to_datetime

import requests


def answer(url, name, hours):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": "1", "max_age": 86400})
    (cookie,) = client.cookies
    if time.time() + hours * 3600 > cookie.expires:
        client.cookies.clear()
    client.get(url + "/market/")
