# expect: not yet


def answer(url, rows, cookie):
    rows["visits"] = rows.get("visits", 0) + 1
    return f"visit {rows['visits']}"
