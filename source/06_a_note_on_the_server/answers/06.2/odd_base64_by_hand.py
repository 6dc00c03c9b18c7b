# expect: passed
import base64
import json


def answer(url, stored):
    payload, _, _ = stored.partition(":")
    while len(payload) % 4:
        payload += "="
    return json.loads(base64.b64decode(payload, altchars=b"-_"))
