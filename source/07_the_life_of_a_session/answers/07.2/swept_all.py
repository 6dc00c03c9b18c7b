# expect: swept_all
def answer(url):
    from django.contrib.sessions.models import Session

    return Session.objects.all().delete()[0]
