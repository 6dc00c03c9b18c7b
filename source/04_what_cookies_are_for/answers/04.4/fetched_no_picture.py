# expect: fetched_no_picture
import requests


def answer(url, bakery, bookshop):
    client = requests.Session()
    client.get(bakery + "/tracker/bakery/")
    client.get(bookshop + "/tracker/bookshop/")
