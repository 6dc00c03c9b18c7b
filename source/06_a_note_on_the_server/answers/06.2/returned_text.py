# expect: returned_text
from django.utils.http import urlsafe_base64_decode


def answer(url, stored):
    return urlsafe_base64_decode(stored.split(":")[0])
