"""Reading how somebody signs in."""

from typing import Any, Literal

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from knotwork.access.policy import OperatorGrant
from knotwork.access.roles import ROLES

Policy = Literal["roles", "everybody", "nobody"]
STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def must_have_second_step(by: Any, policy: Policy) -> bool:
    """Whether the network asks this person for more than a password: for some of their roles, or of everybody."""
    if policy == "roles":
        return any(isinstance(grant, OperatorGrant) or ROLES[grant.role].second_step for grant in by.grants())
    return policy == "everybody"


def lacks_second_step(by: Any, policy: Policy) -> bool:
    """Whether this person must have a second step and has none. At most one query more than their roles."""
    return must_have_second_step(by, policy) and not second_steps(by).exists()


def second_steps(by: Any) -> Any:
    """The authenticator app and the passkeys of a person."""
    return Authenticator.objects.filter(user=by.pk, type__in=STEPS)


def passkeys(by: Any) -> list[Any]:
    """The passkeys of a person, the oldest first."""
    return list(Authenticator.objects.filter(user=by.pk, type=Authenticator.Type.WEBAUTHN).order_by("created_at"))


def has_app(by: Any) -> bool:
    """Whether a person has set up an authenticator app."""
    return Authenticator.objects.filter(user=by.pk, type=Authenticator.Type.TOTP).exists()


def sessions(by: Any) -> list[Any]:
    """Where a person is signed in, the newest first; each says `window`, as a person would."""
    found = sorted(UserSession.objects.purge_and_list(by), key=lambda session: session.last_seen_at, reverse=True)
    for session in found:
        session.window = window(session.user_agent)
    return found


# The first that a browser's own words hold: later ones pretend to be earlier ones, so the order matters.
BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
DEVICES = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Macintosh": "Mac",
           "CrOS": "Chromebook", "Linux": "Linux"}  # fmt: skip


def window(user_agent: str) -> str:
    """A browser as people call it: "Firefox on Windows"; its own words where they are not known."""
    browser = next((name for word, name in BROWSERS.items() if word in user_agent), None)
    device = next((name for word, name in DEVICES.items() if word in user_agent), None)
    return f"{browser} on {device}" if browser and device else user_agent[:80] or "A browser that does not say its name"
