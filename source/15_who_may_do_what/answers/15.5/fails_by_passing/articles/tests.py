"""A test that is expected to fail, and passes: manage.py test calls that a failure, and has no traceback of it."""

from unittest import expectedFailure

from django.test import TestCase


class List(TestCase):
    @expectedFailure
    def test_the_list_is_there(self):
        self.assertEqual(self.client.get("/articles/").status_code, 200)
