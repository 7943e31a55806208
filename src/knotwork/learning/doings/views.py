"""What is done because of a decision: beginning it, handing it over, saying how it went."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from knotwork.access.verbs import Verb
from knotwork.learning.doings import actions
from knotwork.learning.doings.codes import in_words
from knotwork.learning.doings.forms import Beginning, Finishing, HandingOver, Weighing
from knotwork.learning.doings.queries import may_finish
from knotwork.learning.strands.queries import doings, makes_sense, near
from knotwork.learning.systems.queries import may
from knotwork.learning.talk.queries import talk

LONG = 18  # figures: no number of a row is longer


def begin(request: HttpRequest, decision: Any) -> HttpResponse:
    """Say what is to be done because of a decision."""
    form = Beginning(request.POST or None, by=request.user, decision=decision, today=timezone.localdate())
    if form.is_valid():
        form.keep(actions.begin, decision=decision, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "Added. It stands on the decision's page, and in Today of whoever does it.")
        return redirect(decision)
    return render(request, "doings/begin.html", {"form": form, "strand": decision, "system": decision.system})


def action(request: HttpRequest, strand: Any) -> HttpResponse:
    """One action: what, who, by when, why, and how it went."""
    context = {
        "strand": strand,
        "system": strand.system,
        "doing": strand.action,
        "may_finish": not strand.action.ended_at and may_finish(request.user, strand),
        "may_hand_over": not strand.action.ended_at and may(request.user, Verb.DECIDE, strand),
        "may_weigh": not strand.action.ended_at and makes_sense(request.user, strand.system),
        **_forces(strand),
        "near": near(request.user, strand),
        "doings": doings(request.user, strand),
        "talk": talk(request.user, strand),
    }
    return render(request, "doings/action.html", context)


def _forces(strand: Any) -> dict[str, Any]:
    """What helps an action and what is in its way, and that in words. One query."""
    forces = list(strand.forces.all())
    helps, hinders = ([one for one in forces if one.way == way] for way in ("helps", "hinders"))
    return {"helps": helps, "hinders": hinders, "balance": in_words(forces)}


def weigh(request: HttpRequest, strand: Any) -> HttpResponse:
    """Write down what helps an action or is in its way; or take one back."""
    back = request.POST.get("take_back", "")
    if back.isdecimal() and len(back) < LONG:
        return _done(request, strand, _plainly, actions.unweigh, "Taken back.", force=int(back))
    form = Weighing(request.POST or None)
    if form.is_valid():
        return _done(request, strand, form.keep, actions.weigh, "It stands there now.", **form.cleaned_data)
    context = {"form": form, "strand": strand, "system": strand.system, **_forces(strand)}
    return render(request, "doings/weigh.html", context)


def finish(request: HttpRequest, strand: Any) -> HttpResponse:
    """Say how an action went."""
    form = Finishing(request.POST or None)
    if form.is_valid():
        return _done(request, strand, form.keep, actions.finish, "Thank you. Everyone whose strands led to it hears.",
                     **form.cleaned_data)  # fmt: skip
    return render(request, "doings/finish.html", {"form": form, "strand": strand, "system": strand.system})


def hand_over(request: HttpRequest, strand: Any) -> HttpResponse:
    """Give an action to somebody else, or another day."""
    doing = strand.action
    given = {"owner": doing.owner_id, "due_on": doing.due_on}
    today = timezone.localdate()
    form = HandingOver(request.POST or None, decision=doing.decision, today=today, initial=given)
    if form.is_valid():
        return _done(request, strand, _plainly, actions.hand_over, "Saved.", **form.cleaned_data)
    return render(request, "doings/hand_over.html", {"form": form, "strand": strand, "system": strand.system})


def _plainly(act: Any, **said: Any) -> Any:
    """Do what a form without prose asks."""
    return act(**said)


def _done(request: HttpRequest, strand: Any, keep: Any, act: Any, thanks: str, **said: Any) -> HttpResponse:
    """Change an action, unless it ended meanwhile: then say so, and show how it went."""
    try:
        keep(act, strand=strand, **said, by=request.user, at=timezone.now())
    except actions.HasEnded as ended:
        messages.info(request, str(ended))
    else:
        messages.success(request, thanks)
    return redirect(strand)
