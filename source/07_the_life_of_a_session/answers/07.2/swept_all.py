# expect: swept_all
# seen: every row whose end has not come stays as it is
def answer(url):
    from django.contrib.sessions.models import Session

    return Session.objects.all().delete()[0]
