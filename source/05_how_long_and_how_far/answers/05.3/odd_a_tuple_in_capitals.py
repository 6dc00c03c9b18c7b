# expect: passed
import requests


def answer(url, cases):
    def one(order, page):
        client = requests.Session()
        line = client.get(url + "/desk/set-cookie/?" + order).headers["Set-Cookie"]
        if client.get(url + page).request.headers.get("Cookie"):
            return "SENT"
        for word in ("Domain", "Secure", "Max-Age"):
            if word in line:
                return {"Max-Age": "EXPIRED"}.get(word, word.upper())
        return "PATH"

    return tuple(one(*case) for case in cases)
