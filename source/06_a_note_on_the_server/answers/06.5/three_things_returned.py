# expect: not yet
import secrets


def answer(url, rows, cookie):
    key = cookie.removeprefix("note=")
    if key not in rows:
        key = secrets.token_hex(16)
        rows[key] = 0
    rows[key] += 1
    return f"visit {rows[key]}", f"note={key}", rows
