# expect: a_restart_logs_everybody_out
def answer(url, engine, event):
    if event == "restart":
        return engine == "cached_db"
    if event == "logout":
        return engine == "signed_cookies"
    return engine != "cache"
