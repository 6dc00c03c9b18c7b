from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A user of this site. It is the project's own from the first migration on, so that it can grow."""
