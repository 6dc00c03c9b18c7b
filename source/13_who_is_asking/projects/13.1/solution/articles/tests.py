from django.contrib.auth import get_user_model
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
