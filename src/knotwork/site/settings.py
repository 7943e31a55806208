"""Settings of the site, all from the environment; docs/operations.md says what each is for."""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from knotwork.site.databases import database
from knotwork.site.hosts import hosts
from knotwork.site.providers import openid_connect, origins
from knotwork.site.secret import secret_key

SITE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("KNOTWORK_DATA", "knotwork-data")).resolve()
DEMONSTRATION = os.environ.get("KNOTWORK_DEMONSTRATION") == "1"
SECURE = os.environ.get("KNOTWORK_SECURE") == "1"
DEBUG = False

SECRET_KEY = secret_key(DATA)
ALLOWED_HOSTS = hosts(os.environ.get("KNOTWORK_HOSTS", "127.0.0.1,localhost"))
CSRF_TRUSTED_ORIGINS = [
    f"https://{host}" for host in ALLOWED_HOSTS if SECURE and host not in {"127.0.0.1", "localhost"}
]

LEARNING = [
    "audit", "places", "systems", "people", "accounts", "administration", "invitations", "finding", "strands",
    "measures", "hearing", "talk", "files", "language", "sense", "search", "insights", "capture", "board", "reflecting",
    "doings", "decisions", "knot", "following", "news", "home",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_cotton",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    *(f"knotwork.learning.{app}" for app in LEARNING),
    "knotwork.exchange.observations",
    "knotwork.exchange.leaving",
    "knotwork.exchange.pack",
    "knotwork.exchange.vocabulary",
    "knotwork.site",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "knotwork.site.middleware.closed_to_other_sites",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "knotwork.site.middleware.in_turn",
    *(["knotwork.site.middleware.timed"] if os.environ.get("KNOTWORK_TIMINGS") == "1" else []),
    "django.middleware.gzip.GZipMiddleware",
    "knotwork.site.middleware.addresses_without_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "knotwork.site.sitting.with_limits",
    "knotwork.site.refusals.with_trail",
    "knotwork.site.administrator.with_administrator",
    "knotwork.site.sitting.with_second_step",
    "knotwork.site.middleware.private_pages",
    "knotwork.site.middleware.bounded_bodies",
    "knotwork.site.middleware.forms_without_nul",
]
ROOT_URLCONF = "knotwork.site.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "knotwork.site.context.frame",
            ],
        },
    }
]
DATABASES = {"default": database(os.environ.get("DATABASE_URL"), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": os.environ.get("KNOTWORK_TASKS", "django_tasks_db.DatabaseBackend")}}

AUTH_USER_MODEL = "people.Person"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("name", "email")}),
        ("MinimumLengthValidator", {}),
        ("CommonPasswordValidator", {}),
    )
] + [{"NAME": "knotwork.learning.accounts.codes.NotOfKnownWords"}]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "today"

# Signing in, by django-allauth. Accounts come by invitation, so nobody signs up.
ACCOUNT_ADAPTER = "knotwork.learning.accounts.adapters.Invited"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = str
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Knotwork: "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
ACCOUNT_FORMS = {"login": "knotwork.learning.accounts.forms.SigningIn"}
ACCOUNT_LOGOUT_REDIRECT_URL = "sign-in"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# A whole hospital may come from one address; nobody types one person's password wrongly more than five times.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip", "login_failed": "60/m/ip,5/300s/key",
    # Not the library's own: an inviter's letters, requests to join, and links to invitations that are opened.
    "invite": "30/5m/user", "ask_to_join": "5/5m/user", "open_invitation": "60/m/ip", "tell_through": "120/5m/ip",
}  # fmt: skip
MFA_ADAPTER = "knotwork.learning.accounts.adapters.SecondSteps"
MFA_FORMS = {
    "authenticate": "knotwork.learning.accounts.forms.SecondStep",
    "reauthenticate": "knotwork.learning.accounts.forms.SecondStepAgain",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Knotwork"
MFA_TOTP_TOLERANCE = 1  # a phone may be half a minute slow, as RFC 6238 has it (section 5.2)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
SOCIALACCOUNT_ADAPTER = "knotwork.learning.accounts.adapters.FromProvider"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": openid_connect(os.environ.get("KNOTWORK_OPENID"))}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("KNOTWORK_PROXIES", "1" if SECURE else "0"))
SECOND_STEP = os.environ.get("KNOTWORK_SECOND_STEP", "nobody" if DEMONSTRATION else "roles")
IDLE_FOR = timedelta(minutes=int(os.environ.get("KNOTWORK_IDLE_MINUTES", "30")))
SIGNED_IN_FOR = timedelta(hours=12)
# Counts of tries must be shared by all processes, and there is no broker: the database keeps them.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_tries"}}
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if 'KNOTWORK_MAIL_HOST' in os.environ else 'console'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = os.environ.get("KNOTWORK_MAIL_HOST", ""), int(os.environ.get("KNOTWORK_MAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("KNOTWORK_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("KNOTWORK_MAIL_PASSWORD", "")
EMAIL_USE_TLS = bool(EMAIL_HOST_USER)
# What a letter puts before each address, for it is written where nobody asked for a page.
ADDRESS = os.environ.get("KNOTWORK_ADDRESS", "").rstrip("/") or (
    f"{ACCOUNT_DEFAULT_HTTP_PROTOCOL}://{ALLOWED_HOSTS[0]}{'' if SECURE else ':8000'}"
)
DEFAULT_FROM_EMAIL = os.environ.get("KNOTWORK_MAIL_FROM", "knotwork@localhost")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = os.environ.get("KNOTWORK_TIME_ZONE", "Europe/London")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "uploads"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
LARGEST_UPLOAD = 100_000_000

SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE
# A browser takes a cookie of such a name only over HTTPS and only from this very host, so no neighbour can plant one.
SESSION_COOKIE_NAME = "__Host-sessionid" if SECURE else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if SECURE else "csrftoken"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_CROSS_ORIGIN_OPENER_POLICY = SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *origins(SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        # Where a browser has Trusted Types, no script turns text into markup or code: there is no policy to do it by.
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [NONE],
        **({"upgrade-insecure-requests": True} if SECURE else {}),
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s", "datefmt": "%Y-%m-%dT%H:%M:%S%z"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
