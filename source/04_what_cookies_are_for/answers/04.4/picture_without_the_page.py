# expect: not yet
import requests


def answer(url, bakery, bookshop):
    client = requests.Session()
    client.get(bakery + "/tracker/bakery/")
    client.get(bookshop + "/tracker/bookshop/")
    client.get(url + "/tracker/pixel.gif")
