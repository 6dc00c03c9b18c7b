# expect: not yet
import requests


MARKS = (("Domain=", "domain"), ("Secure", "secure"), ("Max-Age=0", "expired"), ("Max-Age=-", "expired"))


def answer(url, cases):
    words = []
    for order, page in cases:
        client = requests.Session()
        line = client.get(url + "/desk/set-cookie/?" + order).headers["Set-Cookie"]
        sent = client.get(url + page).request.headers.get("Cookie")
        why = [word for mark, word in MARKS if mark in line] or ["path"]
        words.append("sent" if sent else "path" if why == ["domain"] else why[0])
    return words
