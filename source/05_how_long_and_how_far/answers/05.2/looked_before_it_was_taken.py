# expect: not yet
import requests


def answer(url, name, path):
    values = {place: str(number) for number, place in enumerate(("/", "/desk/", "/desk/echo/"))}
    for place, value in values.items():
        requests.get(url + "/desk/set-cookie/", params={"name": name, "value": value, "path": place})
    carried = "; ".join(f"{name}={value}" for place, value in values.items() if place != path)
    requests.get(url + "/desk/echo/", headers={"Cookie": carried})
    requests.get(url + "/desk/delete-cookie/", params={"name": name, "path": path})
