# expect: left_at_two_weeks
import requests


def answer(url, word, remember):
    client = requests.Session()
    client.get(url + "/desk/session/write/", params={"key": "note", "value": word})
    client.cookies.clear_session_cookies()
    client.get(url + "/desk/session/read/?key=note")
