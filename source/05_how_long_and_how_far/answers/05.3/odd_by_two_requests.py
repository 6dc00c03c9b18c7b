# expect: passed
import requests


def answer(url, cases):
    found = []
    for order, page in cases:
        client = requests.Session()
        given = client.get(url + "/desk/set-cookie/?" + order)
        asked = client.get(url + page)
        line = given.headers["Set-Cookie"]
        if "name=" in order and order.split("&")[0][5:] in asked.request.headers.get("Cookie", ""):
            found.append("sent")
        else:
            marks = {"Domain=": "domain", "Secure": "secure", "Max-Age=0": "expired", "Max-Age=-": "expired"}
            found.append(next((word for mark, word in marks.items() if mark in line), "path"))
    return found
