"""Settings of allauth and axes that no operator has to choose; portal/settings.py takes them in."""

from datetime import timedelta

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: who is locked out is not even tried
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "/admin/", "/"
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS, ACCOUNT_SIGNUP_FIELDS = {"username"}, ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION, ACCOUNT_SESSION_REMEMBER = "none", False
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")  # before a factor is added or taken away
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,20/5m/key"}  # axes locks first; this bounds codes
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER, MFA_TOTP_TOLERANCE = "Itinéraire formation", 1  # a clock may be 30 seconds off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts are made by an administrator, who knows their owners
AXES_LOCKOUT_PARAMETERS, AXES_FAILURE_LIMIT = [["username", "ip_address"]], 5
AXES_COOLOFF_TIME, AXES_RESET_ON_SUCCESS = timedelta(minutes=15), True
AXES_USERNAME_CALLABLE = "portal.accounts.addresses.typed_name"
AXES_CLIENT_IP_CALLABLE = "portal.accounts.addresses.client_address"
AXES_LOCKOUT_CALLABLE = "portal.accounts.views.locked_out"
AXES_ENABLE_ADMIN, AXES_VERBOSE, AXES_DISABLE_ACCESS_LOG = False, False, True  # we have our own
