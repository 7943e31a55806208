"""What the site listens to, once all its parts are there."""

from allauth.account.signals import authentication_step_completed
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class Site(AppConfig):
    """The site."""

    name = "knotwork.site"

    def ready(self) -> None:
        """From signing in, a session has its limits; from each proof of who one is, a new name."""
        from knotwork.site.sitting import begins, goes_on

        user_logged_in.connect(begins)
        authentication_step_completed.connect(goes_on)
