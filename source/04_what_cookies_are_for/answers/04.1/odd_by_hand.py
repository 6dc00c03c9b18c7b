# expect: passed
import re

import requests


def answer(url):
    page = requests.get(url + "/market/")
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    pressed = requests.post(
        url + "/preferences/hide-notice/",
        data={"csrfmiddlewaretoken": token},
        cookies=page.cookies,
        allow_redirects=False,
    )
    requests.get(url + "/market/", cookies=pressed.cookies)
