"""Writing down where somebody is signed in."""

from datetime import datetime

from allauth.usersessions.models import UserSession


def seen(*, session: str, at: datetime) -> None:
    """Note when a session was last used. This is no change by anybody, so no event tells of it."""
    UserSession.objects.filter(session_key=session).update(last_seen_at=at)
