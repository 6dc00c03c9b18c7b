# expect: asked_the_same_object
import requests
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission


def answer(url, name, page):
    client = requests.Session()
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    change = Permission.objects.get(content_type__app_label="articles", codename="change_article")
    user, said = get_user_model().objects.get(username=name), []
    for change_it in (user.user_permissions.remove, user.user_permissions.add, user.user_permissions.remove):
        change_it(change)
        user.refresh_from_db()
        client.get(url + page)
        said.append(user.has_perm("articles.change_article"))
    return said
