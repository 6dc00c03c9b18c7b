# expect: not yet


def answer(url, answer):
    _, given = answer("")
    return int(given.removeprefix("note=")) - 1
