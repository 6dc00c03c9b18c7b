from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client, TransactionTestCase

from .models import Article

FORM = {"title": "New", "content": "Text"}


class Edit(TransactionTestCase):
    def setUp(self):
        self.mina, self.jun, self.omar = (self.user(name) for name in ("mina", "jun", "omar"))
        row = Permission.objects.get(content_type__app_label="articles", codename="change_article")
        self.omar.user_permissions.add(row)

    def user(self, name):
        return get_user_model().objects.create_user(name, password="only-for-class")

    def visit(self, user, name, *, method="post"):
        """What is left of an article of Mina's: its title, or nothing; and the answer."""
        article = Article.objects.create(title="Old", content="A secret", author=self.mina)
        client = Client()
        if user:
            client.force_login(user)
        answer = getattr(client, method)(f"/articles/{article.pk}/{name}/", FORM)
        return Article.objects.filter(pk=article.pk).values_list("title", flat=True).first(), answer

    def test_who_may_edit(self):
        for user, title in ((self.mina, "New"), (self.omar, "New"), (self.jun, "Old"), (None, "Old")):
            assert self.visit(user, "edit")[0] == title

    def test_who_sees_the_form(self):
        for user in (self.jun, None):
            assert b"A secret" not in self.visit(user, "edit", method="get")[1].content

    def test_who_may_delete(self):
        for user, title in ((self.mina, None), (self.omar, "Old"), (self.jun, "Old"), (None, "Old")):
            assert self.visit(user, "delete")[0] == title
        assert self.visit(self.mina, "delete", method="get")[0] == "Old"

    def test_new(self):
        client = Client()
        client.post("/articles/new/", FORM)
        assert not Article.objects.exists()
        client.force_login(self.jun)
        client.post("/articles/new/", FORM)
        assert Article.objects.get().author == self.jun
