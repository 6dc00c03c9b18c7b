# expect: not yet
import secrets


def answer(url, rows, cookie):
    row = rows.get(cookie.removeprefix("note="), [0])
    row[0] += 1
    key = secrets.token_hex(16)
    rows[key] = row
    return f"visit {row[0]}", f"note={key}"
