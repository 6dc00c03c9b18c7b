# expect: returned_the_value
import json

from django.utils.http import urlsafe_base64_decode


def answer(url, stored):
    (value,) = json.loads(urlsafe_base64_decode(stored.split(":")[0])).values()
    return value
