"""Production's settings, with what a benchmark needs besides: plain HTTP, a constant page."""

from portal.settings import *  # noqa: F403
from portal.settings import REST_FRAMEWORK, STORAGES

ROOT_URLCONF = "tests.benchmarks.urls"
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]["anon"] = None  # the load comes from one address
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
WHITENOISE_AUTOREFRESH = True  # no file is asked for, none need be collected
LOGGING["root"]["level"] = "ERROR"  # noqa: F405
