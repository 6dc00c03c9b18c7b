# expect: not yet


def answer(url, answer):
    _, given = answer("")
    number = int(given.removeprefix("note="))
    return [answer(f"note={number - back}")[0] for back in range(4)]
