# expect: passed
import re

import requests


def answer(url, bakery, bookshop):
    pages = [requests.get(bakery + "/tracker/bakery/"), requests.get(bookshop + "/tracker/bookshop/")]
    first, second = [re.search(r'src="([^"]*pixel.gif[^"]*)"', page.text)[1] for page in pages]
    given = requests.get(first).cookies["tracker_id"]
    requests.get(second, headers={"Cookie": "tracker_id=" + given})
