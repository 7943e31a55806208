"""Everything of mine, and leaving. Both ask once more who it is."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from knotwork.exchange.leaving import actions, queries
from knotwork.exchange.leaving.codes import packed
from knotwork.exchange.leaving.forms import Leaving

LOOK_OR_SEND = ["GET", "HEAD", "POST"]


@require_http_methods(LOOK_OR_SEND)
@reauthentication_required
def mine(request: HttpRequest) -> HttpResponse:
    """What there is of mine; asked for, all of it as one file."""
    if request.method != "POST":
        return render(request, "leaving/mine.html", {"tables": queries.everything(request.user)})
    now = timezone.now()
    tables = actions.take_copy(by=request.user, at=now)
    page = render_to_string("leaving/copy.html", {"tables": tables, "person": request.user, "now": now})
    answer = HttpResponse(packed(tables, page, queries.contents(request.user)), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="knotwork-everything-of-mine-{now:%Y-%m-%d}.zip"'
    return answer


@require_http_methods(LOOK_OR_SEND)
@reauthentication_required
def leave(request: HttpRequest) -> HttpResponse:
    """What leaving means; with the words typed, it is done."""
    form = Leaving(request.POST if request.method == "POST" else None)
    alone = queries.runs_alone(request.user)
    if not alone and form.is_valid():
        try:
            actions.forget(by=request.user, at=timezone.now())
        except (actions.HandOverFirst, actions.OfTheDemonstration) as refused:
            form.add_error(None, str(refused))
        else:
            logout(request)
            messages.info(request, "You have left. Your account is gone, and what you told stays without your name.")
            return redirect("sign-in")
    return render(request, "leaving/leave.html", {"form": form, "alone": alone})
