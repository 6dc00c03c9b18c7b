# expect: own_present


def answer(url, answer):
    _, given = answer("")
    body, _ = answer("note=" + str(int(given.removeprefix("note=")) + 1))
    return body.split()[-1]
