"""The test runner: Django's own, which looks for tests in this project wherever you start it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.test.runner import DiscoverRunner


class ProjectRunner(DiscoverRunner):
    """`manage.py test` without labels searches the current folder; this one searches the folder of manage.py."""

    def build_suite(self, test_labels: list[str] | None = None, **kwargs: Any) -> Any:
        """Collect the tests that the labels name, or all tests of the project."""
        return super().build_suite(test_labels or [str(settings.BASE_DIR)], **kwargs)
