# expect: passed
import re

import requests


def visit(client, address):
    client.get(re.search(r'src="([^"]*pixel.gif[^"]*)"', client.get(address).text)[1])


def answer(url, bakery, bookshop):
    for address in (bakery + "/tracker/bakery/", bookshop + "/tracker/bookshop/"):
        client = requests.Session()
        visit(client, address)
        visit(client, address)
        visit(client, address)
