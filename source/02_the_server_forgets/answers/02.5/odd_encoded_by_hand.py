# expect: passed
import requests


def answer(url, name):
    client = requests.Session()
    client.get(f"{url}/desk/redirect/?visitor={name}&to=/desk/echo/")
    client.get(f"{url}/desk/redirect/?to=/desk/echo/%3Fvisitor%3D{name}%26more%3D1")
