# expect: passed
from urllib.parse import urlencode
from urllib.request import Request, urlopen


def answer(url, name, value, language):
    target = url + "/desk/echo/?" + urlencode({name: value})
    with urlopen(Request(target, headers={"Accept-Language": language}), timeout=5) as response:
        response.read()
