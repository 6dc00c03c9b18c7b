# expect: not yet
# seen: does not begin with note=
import secrets


def answer(url, rows, cookie):
    key = cookie.removeprefix("note=") or secrets.token_hex(16)
    rows[key] = rows.get(key, 0) + 1
    return f"visit {rows[key]}", f"key={key}"
