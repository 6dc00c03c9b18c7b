# expect: new_key_at_every_visit
import secrets


def answer(url, rows, cookie):
    key = cookie.removeprefix("note=")
    if key not in rows:
        key = secrets.token_hex(16)
        if rows:
            return "visit 1", f"note={key}"
        rows[key] = 0
    rows[key] += 1
    return f"visit {rows[key]}", f"note={key}"
