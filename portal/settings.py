"""Settings of the portal: one file, read from the environment.

DATABASE_URL, SECRET_KEY, ALLOWED_HOSTS, DEBUG, CACHE_URL, and now and then
DATABASE_REPLICA_URL, CSRF_TRUSTED_ORIGINS, SECRET_KEY_FALLBACKS, SECURITY_CONTACT, API_RATE and
PROXIES: see docs/exploitation.md.
"""

from pathlib import Path
from typing import Any

import django_include_bootstrap
from csp.constants import NONE, SELF
from environs import Env

from portal import logs
from portal.accounts.settings import *  # noqa: F403 - how accounts work: nothing to choose there
from portal.caches import forgiving
from portal.databases import current_command, databases

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # everything that is written while the portal runs
BOOTSTRAP_CSS = Path(django_include_bootstrap.__file__).parent / "static" / "css"


env = Env()


def env_list(name: str) -> list[str]:
    """Items between commas; spaces around them and empty ones do not count."""
    return [item.strip() for item in env.list(name, []) if item.strip()]


DEBUG: bool = env.bool("DEBUG", False)

# Identity: outside DEBUG nothing is guessed, and portal/identity.py refuses to serve without.

DEVELOPMENT_KEY = "django-insecure-for-development-alone"
SECRET_KEY: str = env.str("SECRET_KEY", DEVELOPMENT_KEY if DEBUG else "")
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")  # former keys, to rotate
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
SECURITY_CONTACT: str = env.str("SECURITY_CONTACT", "")  # begins with mailto: or https:

# Assembly

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
API_PREFIX = "/api/"
ADMIN_PREFIX = "/admin/"
PATHWAY_PREFIX = "/parcours/"

INSTALLED_APPS = [
    "portal",
    "pathways",
    "schemes",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, which ours may then replace
    "corsheaders",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "portal.accounts",  # after those whose admin it replaces
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "import_export",
    "rest_framework",
    "simple_history",
]

MIDDLEWARE = [
    "portal.request_id.observe",
    "django.middleware.security.SecurityMiddleware",
    "portal.middleware.cross_origin_resource_policy",
    "corsheaders.middleware.CorsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.refuse_large_bodies",
    "portal.middleware.refuse_nul",
    "portal.replica.replica_reads",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.no_store",
    "portal.conditional.ConditionalGet",  # after the session, which it looks at
    "django.middleware.gzip.GZipMiddleware",  # inside: a page is kept as it travels
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.middleware.end_long_sessions",
    "portal.accounts.middleware.second_factor",
    "axes.middleware.AxesMiddleware",
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
FORMS_URLFIELD_ASSUME_HTTPS = True  # Django 6's default, and no warning on every URL field

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Language and time

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

# Database and cache

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = databases(env, VAR_DIR, current_command())
DATABASE_ROUTERS = ["portal.replica.ReplicaRouter"] if "replica" in DATABASES else []
KEPT_PAGES: int = env.int("KEPT_PAGES", 128)  # public ones, in each process, until a change
CACHES = {
    "default": forgiving(env.dj_cache_url("CACHE_URL", "locmem://")),
    "rows": {  # of the list, in each process: some two megabytes
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "rows",
        "TIMEOUT": None,  # their keys hold what they depend on
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

# Static files

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", BOOTSTRAP_CSS)]
STATICFILES_STORAGE_CLASS = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATICFILES_STORAGE_CLASS},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site has a use for them
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # every page asks for the hashed name

# E-mail: the editors' weekly digest. Written to the console unless EMAIL_URL names a server.

vars().update(env.dj_email_url("EMAIL_URL", "console:"))
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL: str = env.str("EMAIL_FROM", "itineraire-formation@localhost")

# People: staff log in to the admin, the public never does.

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG

# Answers live in the session alone: gone after two idle hours, and with the browser.

SESSION_ENGINE = "portal.sessions"
SESSION_COOKIE_AGE = 2 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = True  # two hours since the last page, not since the first answer
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_AGE = None  # goes with the browser
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = not DEBUG

# Requests

DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024  # the longest card in the admin weighs a tenth
FILE_UPLOAD_MAX_SIZE = 10 * 1024 * 1024  # of a whole request to the admin, which takes tables
DATA_UPLOAD_MAX_NUMBER_FILES = 10
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a card with all its inlines

# Headers

SECURE_SSL_REDIRECT = not DEBUG
SECURE_REDIRECT_EXEMPT = [r"^sante/", r"^metrics$"]  # probes speak plain HTTP from inside
SECURE_HSTS_SECONDS = 0 if DEBUG else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W021",  # HSTS preload binds a whole domain for years: its owner's decision, not ours
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap's CSS carries its icons as data
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
# Nothing is asked of the device. Features that browsers know: the name of another only warns.
DEVICE_FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
    "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid",
    "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial",
    "storage-access", "sync-xhr", "usb", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS_POLICY: dict[str, list[str]] = {feature: [] for feature in DEVICE_FEATURES}
PERMISSIONS_POLICY["publickey-credentials-get"] = ["self"]  # security keys of the staff

# API: open, read-only, anonymous

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_PARSER_CLASSES": ["portal.parsers.SafeJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 20,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.str("API_RATE", "") or (None if DEBUG else "600/min"),
        "exports": env.str("EXPORT_RATE", "") or (None if DEBUG else "30/min"),
    },
    "NUM_PROXIES": env.int("PROXIES", 1),  # in front of gunicorn: whose X-Forwarded-For to trust
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

# Any site's script may read the open data, without cookies; it may send nothing.
CORS_ALLOW_ALL_ORIGINS = True
CORS_URLS_REGEX = r"^/(api|exports)/"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_EXPOSE_HEADERS = ["Retry-After", "X-Messages", "X-Request-ID"]

SPECTACULAR_SETTINGS = {
    "TITLE": "API du portail des dispositifs de formation",
    "DESCRIPTION": (
        "Catalogue des dispositifs de formation professionnelle et règles d'accès, en lecture "
        "seule et sans compte. L'évaluation d'un profil n'enregistre rien."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {
        "deepLinking": True,
        "validatorUrl": None,  # by default Swagger UI sends the schema's address to a third party
    },
}

# What an operator sees: the log, and /metrics.

LOGGING = logs.configuration(debug=DEBUG)
METRICS_TOKEN: str = env.str("METRICS_TOKEN", "")  # opens /metrics; none, no such page
METRICS_SHARED = bool(env.str("PROMETHEUS_MULTIPROC_DIR", ""))  # gunicorn.conf.py gives it
BACKUP_DIR = Path(env.str("BACKUP_DIR", str(VAR_DIR / "backups")))
