from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client, TransactionTestCase

from .models import Article


class Edit(TransactionTestCase):
    def edit(self, user, author):
        article = Article.objects.create(title="Old", content="Text", author=author)
        client = Client()
        client.force_login(user)
        client.post(f"/articles/{article.pk}/edit/", {"title": "New", "content": "Text"})
        return Article.objects.get(pk=article.pk).title

    def user(self, name):
        return get_user_model().objects.create_user(name, password="only-for-class")

    def test_own(self):
        mina = self.user("mina")
        assert self.edit(mina, mina) == "New"

    def test_others(self):
        assert self.edit(self.user("jun"), self.user("mina")) == "Old"

    def test_editor(self):
        omar = self.user("omar")
        omar.user_permissions.add(Permission.objects.get(codename="change_article"))
        assert self.edit(omar, self.user("mina")) == "New"

    def test_stranger(self):
        article = Article.objects.create(title="Old", content="Text", author=self.user("mina"))
        self.client.post(f"/articles/{article.pk}/edit/", {"title": "New", "content": "Text"})
        assert Article.objects.get(pk=article.pk).title == "Old"
