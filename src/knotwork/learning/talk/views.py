"""What people say of a strand, and thanks."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from knotwork.learning.talk import actions, queries
from knotwork.learning.talk.codes import LONGEST
from knotwork.learning.talk.forms import Commenting

LONG = 18  # figures: no number of a row is longer


def talk(request: HttpRequest, strand: Any) -> HttpResponse:
    """All that was said of a strand; or take back one's own words."""
    back = request.POST.get("withdraw", "")
    if back.isdecimal() and len(back) < LONG:
        actions.take_back(strand=strand, comment=int(back), by=request.user, at=timezone.now())
        messages.success(request, "Taken back.")
        return redirect("talk", strand.code)
    form = Commenting(by=request.user, strand=strand) if queries.may_comment(request.user, strand) else None
    return _shown(request, strand, form)


def say(request: HttpRequest, strand: Any) -> HttpResponse:
    """Say something of a strand."""
    form = Commenting(request.POST or None, by=request.user, strand=strand)
    if form.is_valid():
        form.keep(actions.comment, strand=strand, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "It stands there now.")
        return redirect(f"{reverse('talk', args=[strand.code])}?page={queries.last_page(strand)}")
    return _shown(request, strand, form)


def names(request: HttpRequest, strand: Any) -> HttpResponse:
    """The names to offer to somebody who writes an @ in a comment, as the page's script asks for them.

    Whoever opens the address gets a file: a browser shows nothing of what is no page.
    """
    begins = request.GET.get("begins", "")[:LONGEST]
    found = {"names": queries.names_to_mention(request.user, strand, begins)}
    return JsonResponse(found, headers={"Content-Disposition": 'attachment; filename="names.json"'})


def _shown(request: HttpRequest, strand: Any, form: Any) -> HttpResponse:
    page = queries.comments_of(strand, page=request.GET.get("page"))
    lines = [(one, not one.taken_back_at and queries.may_take_back(request.user, one)) for one in page]
    context = {"strand": strand, "system": strand.system, "page": page, "lines": lines, "form": form}
    return render(request, "talk/page.html", context)


@require_POST
def thank(request: HttpRequest, strand: Any) -> HttpResponse:
    """Thank whoever told it, or take the thanks back."""
    actions.thank(strand=strand, by=request.user, at=timezone.now(), back="back" in request.POST)
    return redirect(f"{strand.get_absolute_url()}#talk")
