# expect: still_counts


def answer(url, rows, cookie):
    key = cookie.removeprefix("note=")
    if key not in rows:
        key = str(len(rows) + 1)
        rows[key] = 0
    rows[key] += 1
    return f"visit {rows[key]}", f"note={key}"
