# expect: one_jar_for_all
import requests


def answer(url, cases):
    client, words = requests.Session(), []
    for order, page in cases:
        client.get(url + "/desk/set-cookie/?" + order)
        words.append("sent" if client.get(url + page).request.headers.get("Cookie") else "path")
    return words
