"""Settings of the demo site, in the order in which `startproject` writes them.

Most values are the ones Django gives you. Where one differs, the comment says why.

Five environment variables change a start without a change in this file:

- `DEMO_SITE_DEBUG=1` switches Django's debug pages on;
- `DEMO_SITE_DATABASE` names another database file;
- `DEMO_SITE_SECRET_KEY` keeps one secret key, and so the logins, over restarts;
- `DEMO_SITE_SESSION_ENGINE` names another of Django's session engines, such as `cached_db`;
- `DEMO_SITE_SHARED_CACHE` names a folder for a cache that several processes share.

Source: https://docs.djangoproject.com/en/5.2/ref/settings/
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import django
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent

# --- Security -----------------------------------------------------------------------------------------------------

# Off by default. The debug page shows settings, paths and local variables to anybody who makes a view fail.
DEBUG = os.environ.get("DEMO_SITE_DEBUG", "").lower() in {"1", "true", "yes", "on"}

# The key signs session data, messages and password reset links. It is new for every start, so that no file has a
# secret; the price is that everybody is logged out after a restart. `setdefault` puts the key into the environment,
# so that the child process of runserver's autoreloader inherits it.
SECRET_KEY = os.environ.setdefault("DEMO_SITE_SECRET_KEY", get_random_secret_key())

# Three companies for the pages under /tracker/, each with two origins that lead to this server: by a name, and by an
# address. Browsers resolve names that end in .localhost to this computer, without a look-up (RFC 6761 section 6.3).
# Python asks the system, which does not know them everywhere: clients in Python use the addresses.
TRACKER_ORIGINS = {
    "bakery": ("bakery.localhost", "127.0.0.2"),
    "bookshop": ("bookshop.localhost", "127.0.0.3"),
    "tracker": ("tracker.localhost", "127.0.0.4"),
}

# Names of this computer only. The response to a request with another `Host` header is 400.
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS += [host for name_and_address in TRACKER_ORIGINS.values() for host in name_and_address]

# Pages of the same origin may show ours in a frame; nobody else may. Django's default is "DENY". A notebook server
# that passes our pages through its own address (a proxy) needs this to show them beside a lesson.
X_FRAME_OPTIONS = "SAMEORIGIN"

# --- Applications -------------------------------------------------------------------------------------------------

# What `startproject` lists, without the admin site: this project brings its own login page and templates.
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "neighbourhood",
    "accounts",
    "articles",
    "market",
    "desk",
    "preferences",
    "tracker",
]

# The order of `startproject`. A request goes down this list, its response comes up again.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "neighbourhood.urls"
WSGI_APPLICATION = "neighbourhood.wsgi.application"

# The page a client gets when a form arrives without the right CSRF token.
CSRF_FAILURE_VIEW = "neighbourhood.views.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "preferences.context_processors.preferences",
            ],
        },
    },
]

# --- Database -----------------------------------------------------------------------------------------------------

# SQLite in one file. Its defaults suit one visitor at a time; a class of two hundred who log in at once meets
# "database is locked". Three options put that right:
# - IMMEDIATE: a transaction that will write asks for the lock at its start, where waiting is possible;
# - timeout: wait up to 20 seconds for the lock;
# - WAL: readers and the one writer do not block each other.
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("DEMO_SITE_DATABASE", BASE_DIR / "neighbourhood.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Sessions and the cache ---------------------------------------------------------------------------------------

# Django's default keeps sessions in the table django_session.
SESSION_ENGINE = "django.contrib.sessions.backends." + os.environ.get("DEMO_SITE_SESSION_ENGINE", "db")

# Django's default cache lies in the memory of one process: with two processes each has a cache of its own. A folder can
# be shared. (A site on several computers shares a Memcached or a Redis.)
if "DEMO_SITE_SHARED_CACHE" in os.environ:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": os.environ["DEMO_SITE_SHARED_CACHE"],
        }
    }

# --- Users, passwords and logins ----------------------------------------------------------------------------------

# A user model of our own from the first migration on: now it takes three lines, later it would be a hard migration.
AUTH_USER_MODEL = "accounts.User"

# Names of URLs (see accounts/urls.py), not paths: a path may change, its name stays.
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "accounts:profile"
LOGOUT_REDIRECT_URL = "home"

# FOR A CLASSROOM ONLY. The first entry hashes new passwords, at a fraction of Django's cost, so that two hundred
# learners can log in at once on a small computer. On a site of your own leave PASSWORD_HASHERS out.
PASSWORD_HASHERS = [
    "accounts.hashers.ClassroomPBKDF2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.BCryptSHA256PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# The password of every seeded user. It is fake, it protects nothing, and the login page shows it.
CLASSROOM_PASSWORD = "only-for-class"

# --- Language and time --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
TIME_ZONE = "Asia/Seoul"
USE_I18N = True
USE_TZ = True

# --- Static files -------------------------------------------------------------------------------------------------

STATIC_URL = "static/"

# --- Mail ---------------------------------------------------------------------------------------------------------

# No mail leaves this computer: it stays in memory, in `django.core.mail.outbox`. FOR A CLASSROOM ONLY: the page
# /accounts/outbox/ shows it to everybody.
MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if django.VERSION >= (6, 1):
    MAILERS: dict[str, dict[str, Any]] = {"default": {"BACKEND": MAIL_BACKEND}}
else:
    EMAIL_BACKEND = MAIL_BACKEND
DEFAULT_FROM_EMAIL = "Maple Lane <post@maple-lane.example>"  # names that end in .example belong to nobody (RFC 2606)

# --- Tests --------------------------------------------------------------------------------------------------------

# Finds the tests of this project whatever the current folder is.
TEST_RUNNER = "neighbourhood.runner.ProjectRunner"

# --- What `manage.py check --deploy` says, and why we leave it so ---------------------------------------------------

# A test compares this list with the output of the command: they must be equal.
DEPLOY_WARNINGS_EXPLAINED = {
    "security.W004": "No HSTS: it makes browsers insist on https, and a classroom serves http on 127.0.0.1.",
    "security.W008": "No redirect to https, for the same reason.",
    "security.W012": "The session cookie is not Secure: over http a Secure cookie would never be sent back.",
    "security.W016": "The CSRF cookie is not Secure, for the same reason.",
    "security.W019": "X-Frame-Options is SAMEORIGIN, not DENY: see X_FRAME_OPTIONS above.",
}
if django.VERSION >= (6, 1):
    DEPLOY_WARNINGS_EXPLAINED["mail.E001"] = "Mail stays in memory (see Mail above): a classroom sends none."
