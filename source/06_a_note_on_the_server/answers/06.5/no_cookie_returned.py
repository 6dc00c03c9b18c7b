# expect: not yet
# seen: the function returns a body and the text of a Set-Cookie line


def answer(url, rows, cookie):
    rows["visits"] = rows.get("visits", 0) + 1
    return f"visit {rows['visits']}"
