"""The demo site's own settings, with what embedding it in a kernel changes."""

import os
import warnings

from django.core.cache import CacheKeyWarning
from django.core.management.utils import get_random_secret_key

# A random key for each site, set before the project's settings read it.
os.environ["DEMO_SITE_SECRET_KEY"] = get_random_secret_key()
# The site begins with Django's own engine and cache, whatever the environment says: `keep_sessions_in()` switches.
os.environ.pop("DEMO_SITE_SESSION_ENGINE", None)
os.environ.pop("DEMO_SITE_SHARED_CACHE", None)

from neighbourhood.settings import *  # noqa: F403

# A cookie may name any key, and Django would warn, in the learner's cell, of keys that other caches do not accept.
# Source: https://docs.djangoproject.com/en/5.2/topics/cache/#cache-key-warnings
warnings.simplefilter("ignore", CacheKeyWarning)

DEBUG = False

# In memory, private to this process, shared by its threads; nothing is left behind when the kernel is killed.
# IMMEDIATE and a long timeout: parallel writers wait for each other, none fails. See "SQLite in memory" in
# ARCHITECTURE.md.
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": "file:/the-demo-site?vfs=memdb",
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"ring": {"class": "classroom.site.log.RingHandler"}},
    "loggers": {"django": {"handlers": ["ring"], "level": "INFO", "propagate": False}},
}
