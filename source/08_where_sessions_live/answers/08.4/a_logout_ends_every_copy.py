# expect: a_logout_ends_every_copy
def answer(url, engine, event):
    return event != "logout" and engine != "cache"
