# expect: made_a_superuser
import requests
from django.contrib.auth import get_user_model


def answer(url, name, page):
    client = requests.Session()
    client.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/accounts/login/", data=form)
    user, said = get_user_model().objects.get(username=name), []
    for user.is_superuser in (False, True, False):
        user.save()
        client.get(url + page)
        said.append(get_user_model().objects.get(username=name).has_perm("articles.change_article"))
    return said
