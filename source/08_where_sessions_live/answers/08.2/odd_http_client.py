# expect: passed
import http.client
from urllib.parse import urlencode, urlsplit


def answer(url, name):
    line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    jar = {}

    def ask(method, path, fields=None, cookies=None):
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
        headers["Cookie"] = "; ".join(f"{key}={value}" for key, value in (cookies or jar).items())
        line.request(method, path, urlencode(fields) if fields else None, headers)
        answer = line.getresponse()
        for each in answer.headers.get_all("Set-Cookie") or []:
            key, _, value = each.partition(";")[0].partition("=")
            jar[key] = value
        return answer.read().decode()

    try:
        ask("GET", "/accounts/login/")
        fields = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": jar["csrftoken"]}
        ask("POST", "/accounts/login/", fields)
        before = dict(jar)
        ask("POST", "/accounts/logout/", {"csrfmiddlewaretoken": jar["csrftoken"]})
        return f"Hello, {name}" in ask("GET", "/desk/hello/", cookies=before)
    finally:
        line.close()
