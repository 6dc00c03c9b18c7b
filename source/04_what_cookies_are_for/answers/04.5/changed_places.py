# expect: not yet
import re

import requests


def visit(client, address):
    client.get(re.search(r'src="([^"]*pixel.gif[^"]*)"', client.get(address).text)[1])


def answer(url, bakery, bookshop):
    one, other = requests.Session(), requests.Session()
    for first, second in ((one, other), (other, one)):
        visit(first, bakery + "/tracker/bakery/")
        visit(second, bookshop + "/tracker/bookshop/")
