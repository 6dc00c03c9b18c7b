# expect: not yet
import re

import requests


def visit(client, address):
    client.get(re.search(r'src="([^"]*pixel.gif[^"]*)"', client.get(address).text)[1])


def answer(url, bakery, bookshop):
    one, other = requests.Session(), requests.Session()
    visit(one, bakery + "/tracker/bakery/")
    visit(one, bakery + "/tracker/bakery/")
    visit(other, bookshop + "/tracker/bookshop/")
