# expect: not yet
def answer(url):
    return 7
