# expect: passed
def answer(url):
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    return Session.objects.filter(expire_date__lte=timezone.now()).delete()[0]
