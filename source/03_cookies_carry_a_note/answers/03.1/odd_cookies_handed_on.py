# expect: passed
import requests


def answer(url, name):
    first = requests.get(f"{url}/desk/set-cookie/?name=visitor_name&value={name}&path=/desk/&max_age=60")
    return requests.get(url + "/desk/hello/", cookies=first.cookies).text
