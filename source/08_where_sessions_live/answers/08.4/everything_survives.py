# expect: not yet
def answer(url, engine, event):
    return True
