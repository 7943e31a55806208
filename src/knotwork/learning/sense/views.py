"""Responding to an insight."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from knotwork.learning.sense import actions
from knotwork.learning.sense.forms import Responding


def respond(request: HttpRequest, insight: Any) -> HttpResponse:
    """Say whether an insight is seen where I am, and why."""
    by = request.user
    form = Responding(request.POST or None, by=by, insight=insight, initial=request.GET.dict())
    if form.is_valid():
        form.keep(actions.respond, insight=insight, **form.cleaned_data, by=by, at=timezone.now())
        messages.success(request, "Thank you. It stands there now, for your place.")
        return redirect(insight)
    return render(request, "sense/respond.html", {"form": form, "strand": insight, "system": insight.system})
