# expect: not yet
# seen: it never called answer
def answer(url, answer):
    return "a candle"
