# expect: not yet
# seen: it returned something else
def answer(url):
    return "These are sent: b, d, g, k, l, n and p."
