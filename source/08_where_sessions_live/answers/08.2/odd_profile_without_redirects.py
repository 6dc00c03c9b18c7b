# expect: passed
import requests


def answer(url, name):
    with requests.Session() as client:
        client.get(url + "/accounts/login/")
        form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        client.post(url + "/accounts/login/", data=form)
        copy = client.cookies["sessionid"]
        client.post(url + "/accounts/logout/", data={"csrfmiddlewaretoken": client.cookies["csrftoken"]})
    headers = {"Cookie": f"sessionid={copy}"}
    return requests.get(url + "/accounts/profile/", headers=headers, allow_redirects=False).status_code == 200
