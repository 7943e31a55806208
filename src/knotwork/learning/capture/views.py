"""Pages of links for telling: keeping them, telling through them, and looking through what was told."""

from typing import Any

import qrcode
from allauth.core.internal.ratelimit import consume, respond_429
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from qrcode.image.svg import SvgPathImage

from knotwork.access.verbs import Verb
from knotwork.learning.capture import actions, queries
from knotwork.learning.capture.forms import Beginning, LookingThrough, TellingThrough, TurningDown
from knotwork.learning.systems.queries import may

NOT_THERE = 404


def openings(request: HttpRequest, system: Any) -> HttpResponse:
    """The links for telling that I keep in a learning system, and a form for another."""
    form = Beginning(request.POST or None, by=request.user, system=system)
    if form.is_valid():
        made = form.keep(actions.begin, system=system, **form.begun(), by=request.user, at=timezone.now())
        messages.success(request, "The link is open. Print it, or send it around.")
        return redirect("opening", made.code)
    kept, now = queries.kept_by(request.user, system), timezone.now()
    lines = [(one, queries.is_open(one, at=now)) for one in kept]
    return render(request, "capture/openings.html", {"system": system, "form": form, "lines": lines})


def opening(request: HttpRequest, opening: Any) -> HttpResponse:
    """One link: as a poster, with what waits to be looked through."""
    link = request.build_absolute_uri(reverse("tell-through", args=[opening.code]))
    picture = qrcode.make(link, image_factory=SvgPathImage, border=2).to_string(encoding="unicode")
    context = {
        "opening": opening,
        "system": opening.system,
        "link": link,
        "picture": picture,
        "open": queries.is_open(opening, at=timezone.now()),
        "waiting": queries.waiting_in(opening),
    }
    return render(request, "capture/opening.html", context)


@require_POST
def close(request: HttpRequest, opening: Any) -> HttpResponse:
    """Close a link at once."""
    actions.close(opening=opening, by=request.user, at=timezone.now())
    messages.success(request, "The link is closed. What was told through it still waits for you.")
    return redirect("opening", opening.code)


def look_through(request: HttpRequest, waiting: Any) -> HttpResponse:
    """Read what was told, take out what could tell who somebody is, and take it in; or leave it out."""
    taking = request.POST.get("do") != "leave out"
    mine = request.POST if taking and request.POST else None
    photograph = queries.photograph_of(waiting)
    form = LookingThrough(mine, initial={"happened": waiting.happened}, photographed=photograph is not None)
    declining = TurningDown(request.POST if not taking else None)
    opening, by, now = waiting.opening, request.user, timezone.now()
    try:
        if mine and form.is_valid():
            strand = form.keep(actions.take_in, waiting=waiting, **form.looked_through(), by=by, at=now)
            messages.success(request, "It is told. Whoever told it as themselves hears what comes of it.")
            return redirect(strand)
        if not taking and declining.is_valid():
            actions.turn_down(waiting=waiting, **declining.cleaned_data, by=by, at=now)
            messages.success(request, "It is left out, and its words are deleted.")
            return redirect("opening", opening.code)
    except actions.Gone as gone:
        messages.error(request, str(gone))
        return redirect("opening", opening.code)
    context = {"waiting": waiting, "opening": opening, "system": opening.system, "form": form, "declining": declining}
    return render(request, "capture/look_through.html", {**context, "photograph": photograph})


@require_safe
def photograph(_request: HttpRequest, waiting: Any) -> HttpResponse:
    """The photograph that came with what waits."""
    found = queries.photograph_of(waiting)
    if found is None:
        raise Http404
    answer = HttpResponse(found.data, content_type="image/jpeg")
    answer["Content-Disposition"] = f'attachment; filename="knotwork-waiting-{waiting.pk}.jpg"'
    return answer


def tell(request: HttpRequest, code: str) -> HttpResponse:
    """Tell through a link, with an account or without."""
    if not consume(request, app="allauth.account", action="tell_through", limit_get=True):
        return respond_429(request)
    opening = queries.opened_by(code, at=timezone.now())
    if opening is None:
        return render(request, "capture/closed.html", status=NOT_THERE)
    teller = request.user if request.user.is_authenticated and may(request.user, Verb.TELL, opening) else None
    form = TellingThrough(request.POST or None, request.FILES or None, teller=teller)
    said = ""
    if form.is_valid():
        try:
            form.keep(actions.tell, opening=opening, **form.told(), at=timezone.now())
            return redirect("told-through", code)
        except actions.Closed:
            return render(request, "capture/closed.html", status=NOT_THERE)
        except actions.Full as full:
            said = str(full)
    return render(request, "capture/tell.html", {"opening": opening, "form": form, "said": said})


def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """What happens next with what was told."""
    return render(request, "capture/thanks.html", {"code": code})
