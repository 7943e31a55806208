"""Addresses of pages. None is written without saying which verb it needs, and by which door its object is fetched."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from knotwork.access.doors import Hidden
from knotwork.access.policy import NotAllowed
from knotwork.access.verbs import WITHOUT_ROLE, Verb

Door = Callable[..., Any]


class DoorMissing(TypeError):
    """A route asks for a role and names no door, or names a door and asks for none."""


def route(pattern: str, view: Callable[..., Any], *, needs: Verb, door: Door | None = None, name: str) -> URLPattern:
    """A page's address, with the two locks that come before its view.

    `door(by, verb, **captured)` returns the object or raises; the view gets the request and that object. A route
    without a door is one that shows a person what is their own, or that anybody may open.

    Raises:
        DoorMissing: `needs` asks for a role and there is no door to check it, or the other way about.
    """
    if (door is None) != (needs in WITHOUT_ROLE):
        raise DoorMissing(f"The route {name!r} needs {needs!r}: give it a door, and no door where no role is needed.")

    @wraps(view)
    def guarded(request: HttpRequest, **captured: Any) -> HttpResponseBase:
        if needs is not Verb.ENTER and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            return view(request, **captured) if door is None else view(request, door(request.user, needs, **captured))
        except NotAllowed as refusal:
            request.refused_in = refusal.system
            raise PermissionDenied(str(refusal)) from refusal
        except Hidden as refusal:
            request.refused_in = refusal.system
            raise

    guarded.needs, guarded.door = needs, door  # type: ignore[attr-defined]
    return path(pattern, guarded, name=name)
