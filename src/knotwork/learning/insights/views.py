"""Telling an insight, and reading one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from knotwork.access.verbs import Verb
from knotwork.learning.files.queries import files_of
from knotwork.learning.hearing.queries import heard
from knotwork.learning.insights import actions
from knotwork.learning.insights.forms import JOINS, Telling
from knotwork.learning.measures.queries import pinned
from knotwork.learning.people.queries import who_sees
from knotwork.learning.search.queries import like
from knotwork.learning.sense.queries import ANSWERS, where_it_holds
from knotwork.learning.strands.queries import doings, near, words_in
from knotwork.learning.systems.queries import may, where_allowed
from knotwork.learning.talk.queries import talk


def tell(request: HttpRequest) -> HttpResponse:
    """Tell what happened, under a minute."""
    before = None
    if request.method == "POST" and not {"without", "as"} & set(request.POST):
        form = Telling(request.POST, request.FILES, by=request.user)
        try:
            if form.is_valid():
                strand = form.keep(actions.tell, **form.told(), by=request.user, at=timezone.now())
                messages.success(request, "Thank you. It is told, and you will hear here what comes of it.")
                return redirect("insight", strand.code)
        except actions.ToldAlready as told:
            form, before = form.anew(), told.strand
    else:
        given = {name: value for name, value in (request.POST or request.GET).items() if value}
        if "as" in given:
            given["sort"] = given.pop("as")
        form = Telling(initial=_without(given, given.get("without")), by=request.user)
    return render(request, "insights/tell.html", {"form": form, "system": form.system, "before": before})


def _without(given: dict[str, str], dropped: str | None) -> dict[str, str]:
    """What was typed and the context, less a chip that was taken away."""
    gone = {"measure": {"measure", "period"}, "came_of": {"came_of", "how"}}.get(dropped or "", {dropped})
    kept = {name: value for name, value in given.items() if name not in gone and name != "csrfmiddlewaretoken"}
    return {**kept, "place": ""} if dropped == "place" else kept


def insight(request: HttpRequest, strand: Any) -> HttpResponse:
    """One insight: what happened, what was learned, what it came from and what came of it."""
    came_of, neighbours = heard(request.user, [strand])[0], near(request.user, strand)
    neighbours["outcomes"] = [one for one in neighbours["outcomes"] if one[1].pk not in came_of.keys]
    doing, may_tell = doings(request.user, strand), bool(where_allowed(request.user, Verb.TELL, strand.system))
    context = {
        "strand": strand,
        "system": strand.system,
        "near": neighbours,
        "words": words_in(doing["newest"]),
        "files": files_of(request.user, strand),
        "like": like(request.user, strand, doing["newest"].words),
        "holding": where_it_holds(request.user, strand),
        "heard": came_of.beside_places(),
        "pins": pinned(strand),
        "joins": [one for one in JOINS if one[0] not in ANSWERS] if may_tell else [],
        "may_respond": may_tell,
        "who_sees": who_sees(strand.visibility, strand.system, strand.place),
        "doings": doing,
        "talk": talk(request.user, strand),
        "may_decide": may(request.user, Verb.DECIDE, strand),
    }
    return render(request, "insights/insight.html", context)
