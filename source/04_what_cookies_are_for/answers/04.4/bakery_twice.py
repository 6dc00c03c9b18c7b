# expect: not yet
import re

import requests


def answer(url, bakery, bookshop):
    client = requests.Session()
    for _ in range(2):
        shop = client.get(bakery + "/tracker/bakery/")
        client.get(re.search(r'src="([^"]*pixel.gif[^"]*)"', shop.text)[1])
