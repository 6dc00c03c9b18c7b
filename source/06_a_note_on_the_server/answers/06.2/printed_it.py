# expect: not yet
from django.utils.http import urlsafe_base64_decode


def answer(url, stored):
    urlsafe_base64_decode(stored.split(":")[0]).decode()
