# expect: asked_the_signature
from django.contrib.sessions.models import Session


def answer(url, stored):
    return Session(session_key="x", session_data=stored).get_decoded()
