# expect: passed
def answer(url):
    return ["B", "d", "g", "k", "l", "n", "p"]
