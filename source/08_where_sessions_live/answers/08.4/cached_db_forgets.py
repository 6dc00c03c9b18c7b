# expect: cached_db_forgets
def answer(url, engine, event):
    if event == "logout":
        return engine == "signed_cookies"
    return engine not in ("cache", "cached_db")
