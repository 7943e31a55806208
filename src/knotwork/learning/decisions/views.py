"""Deciding, reading a decision, and looking at it again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from knotwork.access.verbs import Verb
from knotwork.learning.decisions import actions
from knotwork.learning.decisions.forms import Deciding, Reviewing
from knotwork.learning.decisions.queries import day_of, joined_charts, look_again_on, next_look, reviews_of, waiting
from knotwork.learning.doings.queries import actions_of
from knotwork.learning.files.queries import files_of
from knotwork.learning.measures.charts import drawn
from knotwork.learning.search.queries import like
from knotwork.learning.strands.queries import doings, near
from knotwork.learning.systems.queries import may
from knotwork.learning.talk.queries import talk


def decide(request: HttpRequest, system: Any) -> HttpResponse:
    """Write down a decision with what it was decided from."""
    now = timezone.now()
    looking = request.method != "POST" or "look" in request.POST
    typed = request.POST if request.method == "POST" else request.GET
    form = Deciding(
        None if looking else request.POST,
        by=request.user,
        system=system,
        today=timezone.localdate(),
        given=typed.getlist("decided_from") + typed.getlist("from"),
        words=typed.get("words", ""),
        initial={name: value for name, value in typed.items() if value and name not in {"decided_from", "from"}},
    )
    if not looking and form.is_valid():
        strand = form.keep(actions.decide, **form.decided(request.user), system=system, by=request.user, at=now)
        messages.success(request, "Decided. Everyone whose strands it came from will see it.")
        return redirect("decision", strand.code)
    return render(request, "decisions/decide.html", {"form": form, "system": system, "words": typed.get("words", "")})


def decision(request: HttpRequest, strand: Any) -> HttpResponse:
    """A decision as a minute: question, what we knew, what we chose and why, and what came of it."""
    neighbours, doing = near(request.user, strand), doings(request.user, strand)
    reviews = list(reviews_of(request.user, strand))
    look_on = next_look(strand, reviews)
    context = {
        "strand": strand,
        "system": strand.system,
        "decision": strand.decision,
        "near": neighbours,
        **_charts(request.user, strand, neighbours["origins"]),
        "actions": actions_of(request.user, strand),
        "reviews": reviews,
        "look_on": look_on,
        "due": look_on is not None and look_on <= timezone.localdate(),
        "may_review": may(request.user, Verb.DECIDE, strand),
        "doings": doing,
        "files": files_of(request.user, strand),
        "talk": talk(request.user, strand),
        "like": like(request.user, strand, doing["newest"].words),
    }
    return render(request, "decisions/decision.html", context)


def _charts(by: Any, decision: Any, origins: Any) -> dict[str, Any]:
    """What was known, and the charts then and now: those that the decision is to be judged by, and the others.

    Of a chart that is to show whether it worked, an earlier state that was known is a line among what was known.
    """
    judging, for_that_alone = joined_charts(decision)
    pairs = drawn([origin for _how, origin in origins], decided=day_of(decision), by=by)
    showing = [pair for pair in pairs if pair.strand.pk in judging]
    shown = {(pair.now.measure.pk, pair.now.place.pk) for pair in showing}
    return {
        "knew": [(how, origin) for how, origin in origins if origin.pk not in for_that_alone],
        "judging": showing,
        "charts": [pair for pair in pairs if (pair.now.measure.pk, pair.now.place.pk) not in shown],
    }


def review(request: HttpRequest, strand: Any) -> HttpResponse:
    """Look again at a decision: did it do what we expected?"""
    today = timezone.localdate()
    form = Reviewing(request.POST or None, today=today, look_again_on=look_again_on(strand, today=today))
    if form.is_valid():
        made = form.keep(actions.review, decision=strand, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "Thank you. Everyone whose strands the decision came from will see this.")
        return redirect("review", made.code)
    charts = _charts(request.user, strand, near(request.user, strand)["origins"])
    context = {"form": form, "strand": strand, "system": strand.system, "decision": strand.decision, **charts}
    return render(request, "decisions/look_again.html", context)


def reviewed(request: HttpRequest, strand: Any) -> HttpResponse:
    """What was found when a decision was looked at again."""
    decided = strand.review.decision.strand
    context = {
        "strand": strand,
        "system": strand.system,
        "review": strand.review,
        "near": near(request.user, strand),
        **_charts(request.user, decided, near(request.user, decided)["origins"]),
        "doings": doings(request.user, strand),
        "talk": talk(request.user, strand),
    }
    return render(request, "decisions/review.html", context)


def what_waits(request: HttpRequest, system: Any) -> HttpResponse:
    """What has been open for long in a learning system, for those who see that learning leads to decisions."""
    which = request.GET.get("which")
    parts = waiting(request.user, system, at=timezone.now(), asked=request.GET)
    shown = {which: parts[which]} if which in parts else parts
    context = {"system": system, "parts": shown, "one": which in parts, "anything": any(map(len, parts.values()))}
    return render(request, "decisions/waiting.html", context)
