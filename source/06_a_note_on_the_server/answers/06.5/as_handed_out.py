# expect: still_counts


def answer(url, rows, cookie):
    key = cookie.removeprefix("note=") or str(len(rows) + 1)
    rows[key] = rows.get(key, 0) + 1
    return f"visit {rows[key]}", f"note={key}"
