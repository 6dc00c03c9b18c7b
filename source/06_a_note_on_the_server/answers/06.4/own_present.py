# expect: own_present


def answer(url, answer):
    body, given = answer("")
    body, given = answer(given)
    return body.split()[-1]
