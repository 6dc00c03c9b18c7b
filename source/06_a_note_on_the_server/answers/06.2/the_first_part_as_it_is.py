# expect: not yet


def answer(url, stored):
    return stored.split(":")[0]
