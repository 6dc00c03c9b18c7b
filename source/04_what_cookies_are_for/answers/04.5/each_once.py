# expect: not yet
import re

import requests


def visit(client, address):
    client.get(re.search(r'src="([^"]*pixel.gif[^"]*)"', client.get(address).text)[1])


def answer(url, bakery, bookshop):
    visit(requests.Session(), bakery + "/tracker/bakery/")
    visit(requests.Session(), bookshop + "/tracker/bookshop/")
