# expect: passed
import re

import requests


def add(url, product, cookies):
    page = requests.get(url + "/market/" + product + "/", cookies=cookies)
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    jar = {**cookies, **page.cookies.get_dict()}
    form = {"product": product, "csrfmiddlewaretoken": token}
    answer = requests.post(
        url + "/market/session-cart/add/", data=form, cookies=jar, headers={"Referer": url}, allow_redirects=False
    )
    return {**jar, **answer.cookies.get_dict()}


def answer(url, mine, theirs):
    them = add(url, theirs, {})
    add(url, mine, {})
    add(url, theirs, them)
