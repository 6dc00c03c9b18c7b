# expect: not yet
def answer(url, engine, event):
    return "yes" if engine != "cache" and event != "logout" else "no"
