"""What the server runs."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "knotwork.site.settings")
application = get_wsgi_application()
# Load every page's code now, so that nobody's first click waits for it.
_ = get_resolver().url_patterns
