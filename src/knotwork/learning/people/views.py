"""Signing in and out, and who is in my learning systems."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from knotwork.learning.people import queries
from knotwork.learning.people.forms import SigningIn
from knotwork.learning.systems.queries import seen_by


@sensitive_post_parameters()
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in; the demonstration, and only it, also offers an account a role."""
    form = SigningIn(request, data=request.POST or None)
    if form.is_valid():
        login(request, form.get_user())
        return redirect(_next(request))
    offered = queries.demonstrators() if settings.DEMONSTRATION else []
    return render(request, "people/sign_in.html", {"form": form, "offered": offered, "next": _next(request)})


@require_POST
def demonstrate(request: HttpRequest) -> HttpResponse:
    """Sign in to one of the demonstration's accounts. On a real site this page is not there."""
    chosen = [person for person in queries.demonstrators() if person.demonstrates == request.POST.get("role")]
    if not (settings.DEMONSTRATION and chosen):
        raise Http404
    login(request, chosen[0], backend="django.contrib.auth.backends.ModelBackend")
    return redirect(_next(request))


def _next(request: HttpRequest) -> Any:
    """Where to go after signing in: back to the page that was asked for, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else "today"


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    return redirect("sign-in")


def people(request: HttpRequest) -> HttpResponse:
    """Who is in my learning systems, and what they do there."""
    systems = queries.roles_by_system(seen_by(request.user))
    return render(request, "people/people.html", {"systems": systems.items()})
