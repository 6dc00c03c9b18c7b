# expect: not yet
from django.core.management import call_command


def answer(url):
    call_command("clearsessions")
