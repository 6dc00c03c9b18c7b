# expect: another_neighbour


def answer(url, answer):
    _, given = answer("")
    body, _ = answer("note=" + str(int(given.removeprefix("note=")) - 2))
    return body.split()[-1]
