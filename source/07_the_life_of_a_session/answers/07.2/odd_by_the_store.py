# expect: passed
from classroom import open_site


def answer(url):
    from importlib import import_module

    from django.conf import settings

    before = len(open_site().sessions)
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return before - len(open_site().sessions)
