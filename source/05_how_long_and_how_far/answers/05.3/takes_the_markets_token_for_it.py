# expect: not yet
# seen: the function says "sent"
import requests


MARKS = (("Domain=", "domain"), ("Secure", "secure"), ("Max-Age=0", "expired"), ("Max-Age=-", "expired"))


def answer(url, cases):
    words = []
    for order, page in cases:
        client = requests.Session()
        line = client.get(url + "/desk/set-cookie/?" + order).headers["Set-Cookie"]
        client.get(url + page)
        client.get(url + "/market/")
        sent = client.get(url + page).request.headers.get("Cookie")
        words.append("sent" if sent else next((word for mark, word in MARKS if mark in line), "path"))
    return words
