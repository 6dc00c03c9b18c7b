from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import TestCase
from django.urls import reverse

from articles.models import Article


class WhoMayEdit(TestCase):
    """Each test is one visitor who sends the form, and looks what the article is called afterwards."""

    @classmethod
    def setUpTestData(cls):
        users = get_user_model().objects
        cls.author, cls.other, cls.editor = (users.create_user(name) for name in ("author", "other", "editor"))
        editors = Group.objects.create(name="editors")
        editors.permissions.add(Permission.objects.get(codename="change_article"))
        cls.editor.groups.add(editors)
        cls.article = Article.objects.create(title="Old", content="Text", author=cls.author)

    def title_after(self, user):
        """The article's title after that visitor (None: a stranger) has asked for another one."""
        if user:
            self.client.force_login(user)
        self.client.post(reverse("articles:update", args=[self.article.pk]), {"title": "New", "content": "Text"})
        self.article.refresh_from_db()
        return self.article.title

    def test_the_author_may(self):
        self.assertEqual(self.title_after(self.author), "New")

    def test_an_editor_may(self):
        self.assertEqual(self.title_after(self.editor), "New")

    def test_another_user_may_not(self):
        self.assertEqual(self.title_after(self.other), "Old")

    def test_a_stranger_may_not(self):
        self.assertEqual(self.title_after(None), "Old")
