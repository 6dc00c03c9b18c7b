from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import TestCase
from django.urls import reverse

from .models import Article

NEW = {"title": "New", "content": "A text"}


class Pages(TestCase):
    """What everybody may read."""

    @classmethod
    def setUpTestData(cls):
        cls.author = get_user_model().objects.create_user("author")
        cls.article = Article.objects.create(title="A title", content="A text", author=cls.author)

    def test_the_list_names_title_and_author(self):
        response = self.client.get(reverse("articles:list"))
        self.assertContains(response, "A title")
        self.assertContains(response, "by author")

    def test_an_article_shows_its_text(self):
        self.assertContains(self.client.get(self.article.get_absolute_url()), "A text")

    def test_an_unknown_number_is_answered_404(self):
        self.assertEqual(self.client.get(reverse("articles:detail", args=[0])).status_code, 404)


class Write(TestCase):
    """Who may write an article, and whose it is then."""

    def test_a_stranger_is_sent_to_the_login(self):
        path = reverse("articles:create")
        there = f"{reverse('accounts:login')}?next={path}"
        self.assertRedirects(self.client.get(path), there)
        self.assertRedirects(self.client.post(path, NEW), there)
        self.assertFalse(Article.objects.exists())

    def test_the_author_is_who_is_logged_in_whatever_the_form_says(self):
        mina, other = (get_user_model().objects.create_user(name) for name in ("mina", "other"))
        self.client.force_login(mina)
        response = self.client.post(reverse("articles:create"), {**NEW, "author": other.pk})
        article = Article.objects.get()
        self.assertRedirects(response, article.get_absolute_url())
        self.assertEqual((article.title, article.author), ("New", mina))


class Own(TestCase):
    """Who may edit an article, and who may delete it: each test is one visitor."""

    @classmethod
    def setUpTestData(cls):
        users = get_user_model().objects
        cls.author, cls.other, cls.editor = (users.create_user(name) for name in ("author", "other", "editor"))
        change = Permission.objects.get(content_type__app_label="articles", codename="change_article")
        editors = Group.objects.create(name="editors")
        editors.permissions.add(change)
        cls.editor.groups.add(editors)
        cls.article = Article.objects.create(title="Old", content="A text", author=cls.author)

    def visit(self, name, user):
        """Ask for that page and send its form as that user (None: a stranger). Returns the two status codes."""
        if user:
            self.client.force_login(user)
        path = reverse(name, args=[self.article.pk])
        seen = self.client.get(path).status_code
        return seen, self.client.post(path, NEW).status_code

    def title(self):
        """The article's title, as the database has it now."""
        return Article.objects.values_list("title", flat=True).get()

    def test_the_author_may_edit(self):
        self.assertEqual(self.visit("articles:update", self.author), (200, 302))
        self.assertEqual(self.title(), "New")

    def test_the_form_has_the_article_in_it(self):
        self.client.force_login(self.author)
        response = self.client.get(reverse("articles:update", args=[self.article.pk]))
        self.assertEqual(response.context["form"].instance, self.article)

    def test_an_editor_may_edit_and_the_author_stays_the_author(self):
        self.assertEqual(self.visit("articles:update", self.editor), (200, 302))
        self.assertEqual(self.title(), "New")
        self.assertEqual(Article.objects.get().author, self.author)

    def test_another_user_may_not_edit(self):
        self.assertEqual(self.visit("articles:update", self.other), (403, 403))
        self.assertEqual(self.title(), "Old")

    def test_a_stranger_may_not_edit(self):
        self.assertEqual(self.visit("articles:update", None), (302, 302))
        self.assertEqual(self.title(), "Old")

    def test_the_author_may_delete(self):
        self.assertEqual(self.visit("articles:delete", self.author), (200, 302))
        self.assertFalse(Article.objects.exists())

    def test_others_may_not_delete(self):
        for user in (None, self.other, self.editor):
            with self.subTest(user):
                self.assertNotIn(200, self.visit("articles:delete", user))
                self.assertTrue(Article.objects.exists())

    def test_a_get_deletes_nothing(self):
        self.client.force_login(self.author)
        self.client.get(reverse("articles:delete", args=[self.article.pk]))
        self.assertTrue(Article.objects.exists())
