# expect: not yet
# seen: no such request came
import requests


def answer(url, name, page):
    from django.contrib.auth import get_user_model, models

    def ask():
        return get_user_model().objects.get(username=name).has_perms(["articles.change_article"])

    guest = requests.Session()
    guest.get(url + "/accounts/login/")
    form = {"username": name, "password": "only-for-class", "csrfmiddlewaretoken": guest.cookies["csrftoken"]}
    guest.post(url + "/accounts/login/", data=form, allow_redirects=False)
    user = get_user_model().objects.get(username=name)
    row = models.Permission.objects.get(content_type__app_label="articles", codename="change_article")
    before = ask()
    row.user_set.add(user)
    between = ask()
    row.user_set.remove(user)
    return before, between, ask()
