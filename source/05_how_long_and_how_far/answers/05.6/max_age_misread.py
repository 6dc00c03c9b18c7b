# expect: not yet
def answer(url):
    return "b d g n p"
