"""The Learning page, and a strand's thread."""

from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from knotwork.learning.strands import queries
from knotwork.learning.strands.forms import Looking
from knotwork.pictures import ThreadLink, ThreadStrand
from knotwork.pictures import thread as draw_thread


def learning(request: HttpRequest) -> HttpResponse:
    """What has been learned in my learning systems, newest first."""
    looking = Looking(request.GET, by=request.user)
    page = queries.feed(request.user, **looking.chosen(), page=request.GET.get("page"))
    return render(request, "strands/learning.html", {"looking": looking, "page": page})


def strand(_request: HttpRequest, strand: Any) -> HttpResponse:
    """From a strand's short address to its own page."""
    return redirect(strand.get_absolute_url())


def thread(request: HttpRequest, strand: Any) -> HttpResponse:
    """All that a strand came from, and all that came of it, as a picture and in sentences."""
    whole = queries.thread(request.user, strand)
    words = queries.sentences(whole, request.GET)
    context = {"strand": strand, "system": strand.system, "thread": whole, "words": words, **_pictures(whole)}
    return render(request, "strands/thread.html", context)


def _pictures(whole: queries.Thread) -> dict[str, str]:
    strands = [
        ThreadStrand(s.pk, s.kind, queries.KINDS[s.kind], s.title, _day(s.at), whole.depth.get(s.pk, 0))
        for s in whole.strands
    ]
    links = [ThreadLink(link.origin_id, link.outcome_id, link.relation) for link in whole.links]
    by_key = {s.pk: s for s in whole.strands}
    draw = partial(draw_thread, strands, links, centre=whole.middle.pk, href=lambda key: by_key[key].get_absolute_url())
    return {"picture": draw(), "narrow_picture": draw(narrow=True, id_prefix="narrow-thread")}


def _day(at: datetime) -> str:
    here = timezone.localtime(at)
    return f"{here.day} {here:%b %Y}"
