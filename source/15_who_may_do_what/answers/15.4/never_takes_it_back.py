# expect: not yet
# seen: 403, 200, 200
import requests
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission


def answer(url, name, page):
    client = requests.Session()
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    change = Permission.objects.get(content_type__app_label="articles", codename="change_article")
    users, said = get_user_model().objects, []
    for rows in ([], [change], [change]):
        users.get(username=name).user_permissions.set(rows)
        client.get(url + page)
        said.append(users.get(username=name).has_perm("articles.change_article"))
    return said
