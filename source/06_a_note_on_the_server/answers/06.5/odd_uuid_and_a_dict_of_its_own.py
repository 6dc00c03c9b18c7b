# expect: passed
import uuid

visits = {}


def answer(url, rows, cookie):
    key = cookie[5:]
    if key not in visits:
        key = str(uuid.uuid4())
    visits[key] = visits.get(key, 0) + 1
    return str(visits[key]), "note=" + key
