from django.contrib.auth.models import Permission
from django.test import TestCase

from accounts.models import User

from .models import Article


class Edit(TestCase):
    def setUp(self):
        self.author = User.objects.create_user("mina", password="only-for-class")
        self.path = f"/articles/{Article.objects.create(title='T', content='C', author=self.author).pk}/edit/"

    def status(self, name, *rows):
        user, _ = User.objects.get_or_create(username=name)
        user.user_permissions.set(rows)
        self.client.force_login(user)
        return self.client.get(self.path).status_code

    def test_author(self):
        self.assertTrue(self.client.login(username="mina", password="only-for-class"))
        self.assertEqual(self.client.get(self.path).status_code, 200)

    def test_other(self):
        self.assertIn(self.status("bob"), (403, 404))

    def test_editor(self):
        self.assertEqual(self.status("omar", Permission.objects.get(codename="change_article")), 200)

    def test_another_permission(self):
        self.assertIn(self.status("jun", Permission.objects.get(codename="view_article")), (403, 404))
