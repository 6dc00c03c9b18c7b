# expect: not yet
# seen: the function returns True or False
def answer(url, engine, event):
    return "yes" if engine != "cache" and event != "logout" else "no"
