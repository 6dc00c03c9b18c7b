# expect: passed
import requests


def enter(url, name, device):
    client = requests.Session()
    client.headers.update({"User-Agent": device})
    client.get(url + "/accounts/login/")
    data = dict(username=name, password="only-for-class", csrfmiddlewaretoken=client.cookies["csrftoken"])
    client.post(url + "/accounts/login/", data=data, allow_redirects=False)
    return client


def answer(url, name, lost):
    gone = [enter(url, name, device) for device in lost]
    here = enter(url, name, "here")
    page = here.get(url + "/accounts/devices/").text
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    here.post(url + "/accounts/devices/", data={"end": "others", "csrfmiddlewaretoken": token}, allow_redirects=False)
    here.get(url + "/accounts/profile/")
    return len(gone)
