# expect: read_the_line_only
import requests


def answer(url, cases):
    words = []
    for order, _page in cases:
        line = requests.get(url + "/desk/set-cookie/?" + order).headers["Set-Cookie"]
        marks = {"Domain=": "domain", "Secure": "secure", "Max-Age=": "expired", "Path=/d": "path", "Path=/m": "path"}
        words.append(next((word for mark, word in marks.items() if mark in line), "sent"))
    return words
