# expect: new_key_at_every_visit
from django.utils.crypto import get_random_string


def answer(url, rows, cookie):
    key = get_random_string(32)
    rows[key] = rows.get(key, 0) + 1
    return f"visit {rows[key]}", f"note={key}"
