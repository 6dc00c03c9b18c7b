# expect: passed
import requests
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group


def answer(url, name, page):
    client = requests.Session()
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    users, editors, said = get_user_model().objects, Group.objects.get(name="editors"), []
    for change in (editors.user_set.remove, editors.user_set.add, editors.user_set.remove):
        change(users.get(username=name))
        client.get(url + page)
        said.append(users.get(username=name).has_perm("articles.change_article"))
    return tuple(said)
