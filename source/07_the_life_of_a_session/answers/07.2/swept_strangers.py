# expect: swept_strangers
def answer(url):
    from django.contrib.sessions.models import Session

    strangers = [row.pk for row in Session.objects.all() if "_auth_user_id" not in row.get_decoded()]
    return Session.objects.filter(pk__in=strangers).delete()[0]
