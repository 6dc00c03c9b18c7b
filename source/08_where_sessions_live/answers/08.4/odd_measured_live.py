# expect: passed
import requests

from classroom import open_site


def answer(url, engine, event):
    site = open_site()
    site.keep_sessions_in(engine)
    with requests.Session() as client:
        client.get(url + "/accounts/login/")
        form = {"username": "alice", "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/accounts/login/", data=form)
        copy = client.cookies["sessionid"]
        if event == "logout":
            client.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
    accidents = {
        "restart": site.restart,
        "cleared cache": site.clear_cache,
        "crowd": lambda: site.fill_sessions(500),
    }
    accidents.get(event, lambda: None)()
    return "alice" in requests.get(url + "/desk/hello/", headers={"Cookie": "sessionid=" + copy}).text
