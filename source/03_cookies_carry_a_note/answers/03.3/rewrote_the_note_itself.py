# expect: rewrote_the_note_itself
import requests


def answer(url, name, old, new):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": name, "value": old})
    client.get(url + "/desk/echo/")
    client.cookies.clear()
    client.cookies.set(name, new, domain="127.0.0.1", path="/")
    client.get(url + "/desk/echo/")
    client.get(url + "/desk/delete-cookie/", params={"name": name})
    client.get(url + "/desk/echo/")
