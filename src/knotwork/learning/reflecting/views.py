"""Reflecting, and reading a reflection."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from knotwork.learning.people.queries import who_sees
from knotwork.learning.reflecting import actions
from knotwork.learning.reflecting.forms import Reflecting
from knotwork.learning.strands.queries import doings, near, words_in
from knotwork.learning.talk.queries import talk


def reflect(request: HttpRequest, system: Any) -> HttpResponse:
    """Six questions, for nobody but oneself until one shows the answers to others."""
    form = Reflecting(request.POST or None, by=request.user, system=system, initial=request.GET.dict())
    if form.is_valid():
        kept = form.keep(actions.reflect, **form.reflected(), system=system, by=request.user, at=timezone.now())
        messages.success(request, "Kept. Nobody but you sees it, until you choose otherwise.")
        return redirect(kept)
    return render(request, "reflecting/reflect.html", {"form": form, "system": system})


def reflection(request: HttpRequest, strand: Any) -> HttpResponse:
    """One reflection: the questions that were answered, what prompted it, and what came of it."""
    doing = doings(request.user, strand)
    context = {
        "strand": strand,
        "system": strand.system,
        "words": words_in(doing["newest"]),
        "near": near(request.user, strand),
        "doings": doing,
        "talk": talk(request.user, strand),
        "who_sees": who_sees(strand.visibility, strand.system, strand.place),
    }
    return render(request, "reflecting/reflection.html", context)
