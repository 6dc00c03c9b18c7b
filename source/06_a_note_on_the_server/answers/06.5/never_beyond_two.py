# expect: not yet
import secrets


def answer(url, rows, cookie):
    key = cookie.removeprefix("note=")
    number = 2 if key in rows else 1
    if key not in rows:
        key = secrets.token_hex(16)
        rows[key] = number
    return f"visit {number}", f"note={key}"
