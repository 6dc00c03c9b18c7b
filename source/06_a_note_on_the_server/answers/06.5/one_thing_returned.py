# expect: not yet
def answer(url, rows, cookie):
    return ["visit 1"]
