# expect: not yet
import requests


def answer(url, name, page):
    from django.contrib.auth import get_user_model, models

    guest = requests.Session()
    guest.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": guest.cookies["csrftoken"]}
    guest.post(url + "/accounts/login/", data=form)
    row, said = models.Permission.objects.get(codename="change_article"), []
    for change in ("remove", "add", "remove"):
        getattr(get_user_model().objects.get(username=name).user_permissions, change)(row)
        said.append("yes" if guest.get(url + page).ok else "no")
    return said
