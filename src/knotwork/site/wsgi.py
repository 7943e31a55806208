"""What the server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "knotwork.site.settings")
application = get_wsgi_application()
# Load every page's code now, so that nobody's first click waits for it.
_ = get_resolver().url_patterns
# All of that stays for as long as the process does: it need not be looked through again and again for what could go.
gc.collect()
gc.freeze()
