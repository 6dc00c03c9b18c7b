# expect: not yet
import re

import requests


def answer(url, bakery, bookshop):
    client = requests.Session()
    picture = re.search(r'src="([^"]*pixel.gif[^"]*)"', client.get(bakery + "/tracker/bakery/").text)[1]
    client.get(picture)
    client.get(picture.replace("bakery", "bookshop"))
