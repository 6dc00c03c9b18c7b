# expect: passed


def answer(url, answer):
    body, given = answer("")
    own, number = body, int(given.split("=")[1])
    while body == own:
        number -= 1
        body, _ = answer(f"note={number}")
    return body.partition(": ")[2]
