# expect: passed
import re

import requests


def answer(url, bakery, bookshop):
    client = requests.Session()
    for address in (bookshop + "/tracker/bookshop/", bakery + "/tracker/bakery/", bookshop + "/tracker/bookshop/"):
        client.get(re.search(r'https?://[^"]+pixel.gif[^"]*', client.get(address).text)[0])
