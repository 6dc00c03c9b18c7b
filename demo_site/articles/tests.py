"""Tests of the notice board: everybody reads, users write, authors and editors change."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission

from accounts.models import User
from articles.models import Article
from neighbourhood.seeded import SeededTestCase


class ReadingTests(SeededTestCase):
    def test_the_board_lists_the_notes_newest_first(self) -> None:
        page = self.client.get("/articles/")
        self.assertEqual(page.context["object_list"][0].title, "New in the market: the cutting board")

    def test_the_board_costs_two_queries_for_a_stranger(self) -> None:
        with self.assertNumQueries(2):  # how many, and which; the authors come along
            self.client.get("/articles/")

    def test_a_long_board_has_pages(self) -> None:
        Article.objects.create(title="One more", body="…", author=User.objects.get(username="jun"))
        self.assertContains(self.client.get("/articles/?page=2"), "Page 2 of 2")

    def test_a_note_shows_its_text(self) -> None:
        article = Article.objects.get(title="Ladder to lend")
        self.assertContains(self.client.get(article.get_absolute_url()), "green ribbon")

    def test_hangul_in_a_text_is_marked_as_korean(self) -> None:
        article = Article.objects.get(title="Who repairs umbrellas?")
        self.assertContains(self.client.get(article.get_absolute_url()), '<span lang="ko">우산</span>')

    def test_a_text_cannot_bring_markup_into_the_page(self) -> None:
        author = User.objects.get(username="bob")
        article = Article.objects.create(title="<script>x</script>", body="<img src=x>한<b>글</b>", author=author)
        page = self.client.get(article.get_absolute_url())
        self.assertNotContains(page, "<script>")
        self.assertNotContains(page, "<img")
        self.assertNotContains(page, "<b>")

    def test_what_does_not_exist_is_404(self) -> None:
        for address in ["/articles/999/", f"/articles/{'9' * 30}/", f"/articles/{'9' * 5000}/", "/articles/?page=99"]:
            with self.subTest(address[:40]):
                self.assertEqual(self.client.get(address).status_code, 404)


class WritingTests(SeededTestCase):
    def setUp(self) -> None:
        self.article = Article.objects.get(title="Ladder to lend")  # by alice
        self.edit = f"/articles/{self.article.pk}/edit/"
        self.delete = f"/articles/{self.article.pk}/delete/"

    def test_a_stranger_is_sent_to_the_login_page_and_back(self) -> None:
        for address in ["/articles/new/", self.edit, self.delete]:
            with self.subTest(address):
                self.assertRedirects(self.client.get(address), f"/accounts/login/?next={address}")
                self.assertRedirects(self.client.post(address), f"/accounts/login/?next={address}")

    def test_a_new_note_belongs_to_whoever_is_logged_in(self) -> None:
        self.log_in("jun")
        alice = User.objects.get(username="alice")
        response = self.client.post("/articles/new/", {"title": "Hi", "body": "there", "author": alice.pk}, follow=True)
        article = Article.objects.get(title="Hi")
        self.assertEqual(article.author.username, "jun")
        self.assertRedirects(response, article.get_absolute_url())
        self.assertContains(response, "Your note is on the board.")

    def test_a_note_without_a_title_is_refused(self) -> None:
        self.log_in()
        self.assertContains(self.client.post("/articles/new/", {"body": "x"}), "This field is required.")

    def test_a_nul_in_a_note_is_refused(self) -> None:
        self.log_in()
        response = self.client.post("/articles/new/", {"title": "a\0b", "body": "c\0d"})
        self.assertContains(response, "Null characters are not allowed")

    def test_the_author_may_change_it(self) -> None:
        self.log_in("alice")
        response = self.client.post(self.edit, {"title": "Ladder lent", "body": "Back on Monday."})
        self.assertRedirects(response, self.article.get_absolute_url())
        self.article.refresh_from_db()
        self.assertEqual(self.article.title, "Ladder lent")

    def test_the_author_may_take_it_down_after_a_question(self) -> None:
        self.log_in("alice")
        self.assertContains(self.client.get(self.delete), "no way back")
        self.assertTrue(Article.objects.filter(pk=self.article.pk).exists())
        self.assertRedirects(self.client.post(self.delete), "/articles/")
        self.assertFalse(Article.objects.filter(pk=self.article.pk).exists())

    def test_another_user_is_refused(self) -> None:
        self.log_in("bob")
        for address in [self.edit, self.delete]:
            with self.subTest(address):
                self.assertEqual(self.client.get(address).status_code, 403)
                self.assertEqual(self.client.post(address, {"title": "Mine", "body": "now"}).status_code, 403)
        self.article.refresh_from_db()
        self.assertEqual(self.article.title, "Ladder to lend")

    def test_an_editor_may_change_and_take_down_every_note_and_is_not_its_author_then(self) -> None:
        self.log_in("omar")
        response = self.client.post(self.edit, {"title": "Ladder to lend!", "body": "Shorter."})
        self.assertRedirects(response, self.article.get_absolute_url())
        self.article.refresh_from_db()
        self.assertEqual((self.article.title, self.article.author.username), ("Ladder to lend!", "alice"))
        self.assertRedirects(self.client.post(self.delete), "/articles/")
        self.assertFalse(Article.objects.filter(pk=self.article.pk).exists())

    def test_each_permission_opens_one_door(self) -> None:
        bob = User.objects.get(username="bob")
        bob.user_permissions.add(Permission.objects.get(codename="change_article"))
        self.log_in("bob")
        self.assertEqual(self.client.get(self.edit).status_code, 200)
        self.assertEqual(self.client.get(self.delete).status_code, 403)
        page = self.client.get(self.article.get_absolute_url())
        self.assertContains(page, self.edit)
        self.assertNotContains(page, self.delete)

    def test_an_editor_who_leaves_the_group_is_refused_at_the_next_request(self) -> None:
        self.log_in("omar")
        self.assertEqual(self.client.get(self.edit).status_code, 200)
        Group.objects.get(name="editors").user_set.clear()
        self.assertEqual(self.client.get(self.edit).status_code, 403)

    def test_only_the_author_and_the_editor_see_the_buttons(self) -> None:
        for name, seen in [("alice", True), ("omar", True), ("bob", False)]:
            with self.subTest(name):
                self.log_in(name)
                page = self.client.get(self.article.get_absolute_url())
                self.assertEqual(self.edit in page.content.decode(), seen)
