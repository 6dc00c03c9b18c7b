# expect: passed
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
    for change_it in (
        lambda: None,
        lambda: user.user_permissions.add(change),
        lambda: user.user_permissions.remove(change),
    ):
        change_it()
        for cache in ("_perm_cache", "_user_perm_cache", "_group_perm_cache"):
            vars(user).pop(cache, None)
        client.get(url + page, allow_redirects=False)
        said.append(user.has_perm("articles.change_article"))
    return said
