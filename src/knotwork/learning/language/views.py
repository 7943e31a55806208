"""The shared language of a learning system and of the network, and one term."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from knotwork.access.verbs import Verb
from knotwork.learning.language import actions, queries
from knotwork.learning.language.forms import Proposing
from knotwork.learning.strands.actions import ChangedMeanwhile
from knotwork.learning.strands.queries import doings, makes_sense
from knotwork.learning.systems.queries import may, where_allowed
from knotwork.learning.talk.queries import talk

LONG = 9  # figures: no number of a version is longer


def language(request: HttpRequest, system: Any) -> HttpResponse:
    """What words mean in a learning system, by the alphabet, and which of them nobody has defined."""
    text = request.GET.get("word", "")
    page = queries.terms_of(request.user, system, text=text, page=request.GET.get("page"))
    may_propose = makes_sense(request.user, system)
    context = {
        "system": system,
        "lines": _lines(request.user, page),
        "page": page,
        "text": text,
        "may_propose": may_propose,
        "may_import": may(request.user, Verb.IMPORT, system),
        "wanted": queries.wanted_in(request.user, system) if may_propose and not text else [],
    }
    return render(request, "language/language.html", context)


def every_language(request: HttpRequest) -> HttpResponse:
    """What words mean anywhere that I may see."""
    text = request.GET.get("word", "")
    page = queries.network_terms(request.user, text=text, page=request.GET.get("page"))
    context = {"lines": _lines(request.user, page), "page": page, "text": text, "everywhere": True}
    return render(request, "language/language.html", context)


def _lines(by: Any, page: Any) -> list[tuple[Any, bool, list[Any]]]:
    """Each term of a page, whether its words as they stand are agreed, and who means something else."""
    terms = list(page)
    numbers, others = queries.newest_numbers(terms), queries.others_of(by, terms)
    return [(term, term.agreed_version == numbers[term.pk], others[term.pk]) for term in terms]


def propose(request: HttpRequest, system: Any) -> HttpResponse:
    """Say what a word means."""
    given = {"name": request.GET.get("name", "")[:120]}
    form = Proposing(request.POST or None, system=system, initial=given)
    if form.is_valid():
        made = form.keep(actions.propose, **form.cleaned_data, system=system, by=request.user, at=timezone.now())
        messages.success(request, "It stands in the shared language now, and in every text that says it.")
        return redirect(made)
    return render(request, "language/propose.html", {"form": form, "system": system})


def term(request: HttpRequest, strand: Any) -> HttpResponse:
    """One term: what it means, who agreed it, and what others mean by it."""
    doing = doings(request.user, strand)
    context = {
        "strand": strand,
        "system": strand.system,
        "term": strand.term,
        "agreed": strand.term.agreed_version == doing["newest"].number,
        "others": queries.others_of(request.user, [strand.term])[strand.term.pk],
        "doings": doing,
        "may_agree": bool(where_allowed(request.user, Verb.DECIDE, strand.system)),
        "talk": talk(request.user, strand),
    }
    return render(request, "language/term.html", context)


@require_POST
def agree(request: HttpRequest, strand: Any) -> HttpResponse:
    """Agree what a term means, in the words that were read."""
    number = request.POST.get("version", "")
    version = int(number) if number.isdecimal() and len(number) < LONG else 0
    try:
        actions.agree(strand=strand, version=version, by=request.user, at=timezone.now())
    except ChangedMeanwhile:
        messages.warning(request, "Somebody changed its words meanwhile. Nothing was agreed: read them first.")
    else:
        messages.success(request, "Agreed. It says so wherever the word stands.")
    return redirect(strand)
