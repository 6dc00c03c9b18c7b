# expect: not yet
from django.utils.crypto import get_random_string


def answer(url, rows, cookie):
    key = cookie.removeprefix("note=")
    if key not in rows:
        key = get_random_string(32)
        rows[key] = True
    rows["visits"] = rows.get("visits", 0) + 1
    return f"visit {rows['visits']}", f"note={key}"
