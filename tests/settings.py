"""Settings of the tests: production's, except where that needs TLS, a build step or a wait."""

import os

from tests.strict_templates import StrictInOurTemplates

os.environ["DEBUG"] = "0"  # whatever the developer's shell says
os.environ["SECRET_KEY"] = "only-for-the-tests"
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["CACHE_URL"] = "locmem://"
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")

from portal.settings import *  # noqa: F403 - after the environment that it reads
from portal.settings import DATABASES, MIDDLEWARE, REST_FRAMEWORK, STORAGES, TEMPLATES

SECURE_SSL_REDIRECT = False  # the test client and the live server speak plain HTTP
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False

KEPT_PAGES = 0  # tests read the context that a page was made with
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast, made-up passwords
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] = {"anon": None, "exports": None}  # a test sets its own
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = StrictInOurTemplates()
WHITENOISE_AUTOREFRESH = True  # no file needs to be collected
WHITENOISE_USE_FINDERS = True

if DATABASES["default"]["NAME"] == ":memory:":
    MIDDLEWARE.insert(1, "tests.one_at_a_time.middleware")  # its threads share one connection
