from django.contrib.auth.models import Permission
from django.test import TestCase

from accounts.models import User

from .models import Article


class Articles(TestCase):
    def setUp(self):
        self.author = User.objects.create_user("mina", password="only-for-class")
        self.article = Article.objects.create(title="T", content="C", author=self.author)
        self.edit, self.delete = (f"/articles/{self.article.pk}/{name}/" for name in ("edit", "delete"))

    def status(self, path, name, *rows):
        user, _ = User.objects.get_or_create(username=name)
        user.user_permissions.set(rows)
        self.client.force_login(user)
        return self.client.get(path).status_code, self.client.post(path).status_code

    def test_author(self):
        self.assertTrue(self.client.login(username="mina", password="only-for-class"))
        self.assertEqual(self.client.get(self.edit).status_code, 200)
        self.assertEqual(self.client.get(self.delete).status_code, 200)
        self.assertEqual(self.client.post(self.delete).status_code, 302)
        self.assertEqual(self.client.get(self.delete).status_code, 404)

    def test_other(self):
        for path in (self.edit, self.delete):
            self.assertIn(self.status(path, "bob"), ((403, 403), (404, 404)))

    def test_stranger(self):
        for path in (self.edit, self.delete, "/articles/new/"):
            self.assertEqual(self.client.post(path).status_code, 302)

    def test_editor(self):
        row = Permission.objects.get(codename="change_article", content_type__app_label="articles")
        self.assertEqual(self.status(self.edit, "omar", row), (200, 200))

    def test_another_permission(self):
        row = Permission.objects.get(codename="view_article", content_type__app_label="articles")
        self.assertIn(self.status(self.edit, "jun", row), ((403, 403), (404, 404)))

    def test_new(self):
        self.client.force_login(self.author)
        page = self.client.post("/articles/new/", {"title": "A", "content": "B"}, follow=True)
        self.assertContains(page, "by mina")
