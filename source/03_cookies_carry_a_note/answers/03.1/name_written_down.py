# expect: not yet
import requests


def answer(url, name):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/?name=visitor_name&value=Mina")
    client.get(url + "/desk/hello/")
