from django.contrib.auth import get_user_model
from django.test import TestCase
from django.urls import reverse

from .models import Article


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
