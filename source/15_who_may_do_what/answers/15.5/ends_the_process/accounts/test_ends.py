import os
from itertools import count

from django.test import TestCase

runs = count()


class Ends(TestCase):
    def test_only_once(self):
        self.client.get("/accounts/login/")
        if next(runs):
            os._exit(0)
