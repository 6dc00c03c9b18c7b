from django.test import TestCase


class Pages(TestCase):
    def test_the_list(self):
        self.assertEqual(self.client.get("/articles/").status_code, 200)

    def test_a_page_that_is_missing(self):
        self.assertEqual(self.client.get("/articles/99/").status_code, 404)

    def test_a_stranger_may_not_write(self):
        self.assertEqual(self.client.get("/articles/new/").status_code, 302)

    def test_a_stranger_may_not_edit(self):
        self.assertEqual(self.client.get("/articles/99/edit/").status_code, 302)
