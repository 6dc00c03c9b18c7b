# expect: came_as_two
import re

import requests


def answer(url, bakery, bookshop):
    for address in (bakery + "/tracker/bakery/", bookshop + "/tracker/bookshop/"):
        client = requests.Session()
        shop = client.get(address)
        client.get(re.search(r'src="([^"]*pixel.gif[^"]*)"', shop.text)[1])
