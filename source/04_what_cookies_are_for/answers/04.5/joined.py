# expect: joined
import re

import requests


def visit(client, address):
    client.get(re.search(r'src="([^"]*pixel.gif[^"]*)"', client.get(address).text)[1])


def answer(url, bakery, bookshop):
    client = requests.Session()
    for address in [bakery + "/tracker/bakery/", bookshop + "/tracker/bookshop/"] * 2:
        visit(client, address)
