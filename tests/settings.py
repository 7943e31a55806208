"""The site's own settings, but for what would make tests slow or reach outside."""

from knotwork.site.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 - the middleware that serves it looks for it

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as on a real site: a database in memory locks whole tables, and two people at once cannot be tried there.
    DATABASES["default"]["TEST"] = {"NAME": DATA / "tests.sqlite3"}  # noqa: F405
SECOND_STEP = "nobody"  # tests of the policy turn it on
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
