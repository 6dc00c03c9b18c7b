# expect: not yet
def answer(url, answer):
    mine = int(answer("")[1].removeprefix("note="))
    return [answer(f"note={mine - before}")[0].split()[-1] for before in (1, 2)]
