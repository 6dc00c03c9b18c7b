# expect: not yet
import hashlib


def answer(url, rows, cookie):
    key = cookie.removeprefix("note=")
    if key not in rows:
        key = hashlib.sha256(str(len(rows)).encode()).hexdigest()
        rows[key] = 0
    rows[key] += 1
    return f"visit {rows[key]}", f"note={key}"
