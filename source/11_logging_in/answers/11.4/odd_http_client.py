# expect: passed
import http.client
import re
from urllib.parse import urlencode, urlsplit


def answer(url, name, password, product):
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    jar = {}

    def ask(method, path, fields=None):
        headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in jar.items())} if jar else {}
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
        for line in response.headers.get_all("Set-Cookie", []):
            key, _, value = line.strip().partition(";")[0].partition("=")
            jar[key] = value
        return response.status, text

    def token(text):
        return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)[1]

    _, text = ask("GET", f"/market/{product}/")
    ask("POST", "/market/session-cart/add/", {"product": product, "csrfmiddlewaretoken": token(text)})
    _, text = ask("GET", "/accounts/login/")
    form = {"username": name, "password": password, "csrfmiddlewaretoken": token(text)}
    status, _ = ask("POST", "/accounts/login/", form)
    ask("GET", "/market/session-cart/")
    connection.close()
    return status == 302
