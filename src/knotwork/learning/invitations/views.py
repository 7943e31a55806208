"""A learning system's people page, invitations, and requests to join."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal.ratelimit import consume, respond_429
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from knotwork.access.roles import ROLES
from knotwork.access.verbs import Verb
from knotwork.learning.accounts.views import let_in
from knotwork.learning.invitations import actions, queries
from knotwork.learning.invitations.forms import AskingToJoin, Declining, Inviting, NewAccount
from knotwork.learning.people.forms import ChoosingRole
from knotwork.learning.people.queries import changeable, roles_near, spots
from knotwork.learning.systems.actions import take_requests
from knotwork.learning.systems.queries import may

NOT_THERE = 404


def people(request: HttpRequest, system: Any) -> HttpResponse:
    """Who is in a learning system, as what; and, for those who invite, who is invited and who asks to join."""
    name = request.GET.get("name", "")
    page = roles_near([system], name=name, page=request.GET.get("page"))
    may_invite = bool(spots(request.user, system))
    context = {
        "system": system,
        "page": page,
        "name": name,
        "changeable": changeable(request.user, page) if may_invite else set(),
        "meanings": [role for role in ROLES.values() if role.name in {held.role for held in page}],
        "may_invite": may_invite,
        "may_open": may(request.user, Verb.INVITE, system),
        "invitations": queries.invited_to(request.user, system) if may_invite else [],
        "askings": queries.asking_for(system) if may_invite else [],
        "now": timezone.now(),
    }
    return render(request, "invitations/people.html", context)


def invite(request: HttpRequest, system: Any) -> HttpResponse:
    """Invite somebody by e-mail, and show the link this once."""
    form = Inviting(request.POST or None, by=request.user, system=system, initial=request.GET.dict())
    if not form.is_valid():
        return render(request, "invitations/invite.html", {"form": form, "system": system})
    if not _within_limit(request, "invite"):
        return respond_429(request)
    said = form.cleaned_data
    invitation, link = actions.invite(
        email=said["email"], role=said["role"], place=said["place"], system=system, by=request.user,
        at=timezone.now(), address=lambda token: request.build_absolute_uri(reverse("invitation", args=[token])),
    )  # fmt: skip
    return render(request, "invitations/invited.html", {"invitation": invitation, "link": link, "system": system})


@require_POST
def withdraw(request: HttpRequest, invitation: Any) -> HttpResponse:
    """Take an invitation back."""
    try:
        actions.withdraw(invitation=invitation, by=request.user, at=timezone.now())
        messages.success(request, "Taken back. The link opens nothing any more.")
    except actions.Spent as late:
        messages.error(request, str(late))
    return redirect("system-people", invitation.system.slug)


@sensitive_post_parameters()
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What a link opens: who invites me to what; and a way in, new or not. One page for all that no longer works."""
    if not _within_limit(request, "open_invitation"):
        return respond_429(request)
    found = queries.behind(token, at=timezone.now())
    try:
        if found is None:
            raise actions.Spent
        return _known(request, token, found) if request.user.is_authenticated else _new(request, token, found)
    except actions.Spent:
        return render(request, "invitations/spent.html", status=NOT_THERE)


def _known(request: HttpRequest, token: str, found: Any) -> HttpResponse:
    """Somebody who is signed in says yes, if it is they who were invited."""
    mine = found.email == request.user.email
    if request.method == "POST" and mine:
        actions.accept(token=token, by=request.user, at=timezone.now())
        messages.success(request, f"Welcome to {found.system}.")
        return redirect("system", found.system.slug)
    page = "accept" if mine else "for_another"
    return render(request, f"invitations/{page}.html", {"invitation": found, "role": ROLES[found.role]})


def _new(request: HttpRequest, token: str, found: Any) -> HttpResponse:
    """Somebody chooses a name and a password, or goes to sign in."""
    form = NewAccount(request.POST or None, email=found.email)
    if form.is_valid():
        try:
            person = actions.accept_as_new(token=token, **form.cleaned_data, at=timezone.now())
            record_authentication(request, person, method="password", email=person.email)  # chosen a moment ago
            return let_in(request, person, to=reverse("system", args=[found.system.slug]))
        except ValidationError:
            form.add_error(None, "That did not work. If you have an account here already, sign in with it instead.")
    context = {"invitation": found, "role": ROLES[found.role], "form": form}
    return render(request, "invitations/welcome.html", context)


@require_POST
def requests_taken(request: HttpRequest, system: Any) -> HttpResponse:
    """Let people find the learning system and ask to join it, or no longer."""
    taken = request.POST.get("taken") == "yes"
    take_requests(system=system, taken=taken, by=request.user, at=timezone.now())
    words = "Anybody with an account can now ask to join." if taken else "Nobody can ask to join now: you invite them."
    messages.success(request, words)
    return redirect("system-people", system.slug)


def answer(request: HttpRequest, asking: Any) -> HttpResponse:
    """Say yes with a role, or no with a line, to somebody who asks to join."""
    system, by, now = asking.system, request.user, timezone.now()
    saying_no = "no" in request.POST or "words" in request.POST
    giving = ChoosingRole(request.POST if request.POST and not saying_no else None, by=by, system=system)
    declining = Declining(request.POST if saying_no else None)
    try:
        if giving.is_valid():
            said = giving.cleaned_data
            actions.admit(asking=asking, role=said["role"], place=said["place"], by=by, at=now)
        elif declining.is_valid():
            declining.keep(actions.decline, asking=asking, **declining.cleaned_data, by=by, at=now)
        else:
            context = {"asking": asking, "system": system, "giving": giving, "declining": declining}
            return render(request, "invitations/answer.html", {**context, "may_decline": may(by, Verb.INVITE, system)})
        messages.success(request, f"{asking.person} will see your answer.")
    except actions.AnsweredAlready as late:
        messages.error(request, str(late))
    return redirect("system-people", system.slug)


def joining(request: HttpRequest) -> HttpResponse:
    """The learning systems that I can ask to join, and what came of what I asked."""
    context = {"systems": queries.may_ask_for(request.user), "asked": queries.asked_by(request.user)}
    context["waiting"] = {one.system_id for one in context["asked"] if one.answered_at is None}
    return render(request, "invitations/joining.html", context)


def ask(request: HttpRequest, system: str) -> HttpResponse:
    """Ask to join one learning system."""
    wanted = queries.to_ask_for(request.user, system)
    form = AskingToJoin(request.POST or None)
    if not form.is_valid():
        return render(request, "invitations/ask.html", {"form": form, "wanted": wanted})
    if not _within_limit(request, "ask_to_join"):
        return respond_429(request)
    try:
        form.keep(actions.ask, system=wanted, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, f"You asked to join {wanted}. You will see here what comes of it.")
    except actions.CannotAsk as cannot:
        messages.error(request, str(cannot))
    return redirect("joining")


def _within_limit(request: HttpRequest, action: str) -> bool:
    """Count one try; whether it is not one too many. A link counts when it is opened, so reading counts too."""
    return bool(consume(request, app="allauth.account", action=action, limit_get=True))
