# expect: passed
import requests


def answer(url, statuses):
    causes = {
        400: ("GET", "/desk/set-cookie/"),
        403: ("DELETE", "/articles/"),
        404: ("HEAD", "/market/no-such-thing/"),
        405: ("GET", "/market/cookie-cart/add/"),
        200: ("OPTIONS", "/accounts/logout/"),
    }
    for status in [*statuses, 200]:
        method, path = causes[status]
        requests.request(method, url + path)
