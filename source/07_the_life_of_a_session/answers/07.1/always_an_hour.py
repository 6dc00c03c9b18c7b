# expect: not yet
# seen: without a Max-Age, until the browser closes
import requests


def answer(url, word, remember):
    client = requests.Session()
    client.get(url + "/desk/session/write/", params={"key": "note", "value": word})
    client.get(url + "/desk/session/expire/", params={"seconds": 3600})
    client.cookies.clear_session_cookies()
    client.get(url + "/desk/session/read/?key=note")
