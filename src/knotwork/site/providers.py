"""Who else may say who somebody is: OpenID Connect providers, read from a file that KNOTWORK_OPENID names."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

NEEDED = {"id", "name", "server", "client", "secret"}
KNOWN = NEEDED | {"second_step", "leads_to"}


class NotProviders(ValueError):
    """The file that KNOTWORK_OPENID names does not list providers as it should."""


def openid_connect(file: str | None) -> dict[str, Any]:
    """The providers of a JSON file as django-allauth reads them; none where there is no file.

    The file is a list; each provider has an `id` (part of its address here), a `name` (on the button), its `server`
    (whose /.well-known/openid-configuration is read), and the `client` and `secret` that it gave this site. With
    `"second_step": true` it is trusted to have asked for a second step itself. Where people sign in at another origin
    than its `server`, `leads_to` names that origin: the browser lets our form lead nowhere else.

    Raises:
        NotProviders: the file is not there, is not JSON, or a provider lacks something; says which and what.
    """
    return {"APPS": [_app(one, file) for one in _listed(file)] if file else [], "OAUTH_PKCE_ENABLED": True}


def origins(apps: list[dict[str, Any]]) -> list[str]:
    """Where the sign-in buttons may lead, for the Content-Security-Policy: `https://login.example.org`."""
    return sorted({origin for app in apps for origin in app["settings"]["origins"]})


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _listed(file: str | None) -> list[Any]:
    try:
        listed = json.loads(Path(file or "").read_text(encoding="utf-8"))
    except (OSError, ValueError) as cause:
        raise NotProviders(f"KNOTWORK_OPENID names {file}, which cannot be read as JSON: {cause}") from cause
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise NotProviders(f"{file} must be a list of providers, each with {', '.join(sorted(NEEDED))}.")
    return listed


def _app(one: dict[str, Any], file: str | None) -> dict[str, Any]:
    lacking, unknown = NEEDED - one.keys(), one.keys() - KNOWN
    if lacking or unknown:
        wrong = [f"lacks {', '.join(sorted(lacking))}"] * bool(lacking)
        wrong += [f"has {', '.join(sorted(unknown))}, which nothing reads"] * bool(unknown)
        raise NotProviders(f"In {file}, the provider {one.get('id', '(without an id)')!r} {' and '.join(wrong)}.")
    return {
        "provider_id": one["id"],
        "name": one["name"],
        "client_id": one["client"],
        "secret": one["secret"],
        "settings": {
            "server_url": one["server"],
            "second_step": one.get("second_step") is True,
            "origins": [_origin(one["server"]), *([_origin(one["leads_to"])] if "leads_to" in one else [])],
        },
    }
