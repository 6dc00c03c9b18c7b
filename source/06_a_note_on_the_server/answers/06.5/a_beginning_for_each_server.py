# expect: not yet
import secrets


def answer(url, rows, cookie):
    beginning = rows.setdefault("beginning", secrets.token_hex(14))
    key = cookie.removeprefix("note=")
    if key not in rows:
        rows["served"] = rows.get("served", 0) + 1
        key = f"{beginning}{rows['served']:04}"
        rows[key] = 0
    rows[key] += 1
    return f"visit {rows[key]}", f"note={key}"
