"""What the site listens to, once all its parts are there."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class Site(AppConfig):
    """The site."""

    name = "knotwork.site"

    def ready(self) -> None:
        """From signing in, a session has its limits."""
        from knotwork.site.sitting import begins

        user_logged_in.connect(begins)
