# expect: passed
import secrets


def answer(url, rows, cookie):
    name, _, key = cookie.partition("=")
    if name == "note" and key in rows:
        rows[key]["visits"] += 1
        return f"<p>Hello again, visit {rows[key]['visits']}</p>", None
    key = secrets.token_urlsafe(24)
    rows[key] = {"visits": 1}
    return ["<p>Hello, visit 1</p>", f"note={key}; Max-Age=1209600; HttpOnly; Path=/"]
