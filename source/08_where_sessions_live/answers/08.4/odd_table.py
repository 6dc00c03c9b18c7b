# expect: passed
ALIVE = {(engine, event) for engine in ("db", "cached_db", "file") for event in ("restart", "cleared cache", "crowd")}
ALIVE |= {("signed_cookies", event) for event in ("restart", "cleared cache", "crowd", "logout")}


def answer(url, engine, event):
    return (engine, event) in ALIVE
