"""The board, and the page of a theme."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from knotwork.access.verbs import Verb
from knotwork.learning.board import actions, queries
from knotwork.learning.board.codes import changed_words, elsewhere_too, offered_name, told_apart
from knotwork.learning.board.forms import NAME, OUT, Merging, Sorting
from knotwork.learning.hearing.queries import heard
from knotwork.learning.search.queries import like
from knotwork.learning.sense.queries import where_they_hold
from knotwork.learning.strands.queries import doings, makes_sense
from knotwork.learning.systems.queries import where_allowed
from knotwork.learning.talk.queries import talk


def board(request: HttpRequest, system: Any) -> HttpResponse:
    """The board as it stands. What somebody had chosen and typed comes back with it."""
    given = {name: value for name, value in request.GET.items() if name in {"theme", "name", "token"} and value}
    form = Sorting(initial=given, by=request.user, system=system)
    return _shown(request, system, form, request.GET.getlist("chosen"))


def _shown(request: HttpRequest, system: Any, form: Sorting, chosen: list[str]) -> HttpResponse:
    now = queries.board(request.user, system, loose=request.GET.get("page"), themes=request.GET.get("themes"))
    context = {
        "system": system,
        "board": now,
        "form": form,
        "chosen": set(chosen),
        "suggestions": [(one, offered_name(one.words)) for one in now.suggestions],
        "may_sort": makes_sense(request.user, system),
    }
    return render(request, "board/board.html", context)


@require_POST
def sort(request: HttpRequest, system: Any) -> HttpResponse:
    """Do with what is chosen what was asked: into a theme, into a new one, or out of those where it was chosen."""
    by, asked, chosen = request.user, request.POST.get("do", ""), request.POST.getlist("chosen")
    codes, themes = told_apart(chosen)
    insights = queries.chosen_in(by, system, codes)
    form = Sorting(request.POST, by=by, system=system, sort=asked, chosen=insights, themes=themes)
    if not form.is_valid():
        return _shown(request, system, form, chosen)
    try:
        done = _sorted(form, system, queries.themes_in(by, system, themes), insights=insights, by=by, at=timezone.now())
    except actions.SameName as same:  # somebody gave one this name a moment ago
        form.add_error("name", str(same))
        return _shown(request, system, form, chosen)
    messages.success(request, done)
    return redirect("board", system.slug)


def _sorted(form: Sorting, system: Any, out_of: list[Any], **with_them: Any) -> str:
    """Do what a valid form asks, and say what was done."""
    if form.sort == OUT:
        actions.take_out(themes=out_of, **with_them)
        return "Taken out."
    if form.sort == NAME:
        told = {name: form.cleaned_data[name] for name in ("name", "token")}
        made = form.keep(actions.name_theme, **told, system=system, out_of=out_of, **with_them)
        done = f"“{made.title}” is named."
    else:
        made = actions.put_in(theme=form.cleaned_data["theme"], out_of=out_of, **with_them)
        done = f"Put into “{made.title}”."
    return f"{done} {elsewhere_too(queries.also_in(with_them['by'], with_them['insights'], made))}".strip()


@require_POST
def pair(request: HttpRequest, system: Any) -> HttpResponse:
    """Answer a suggestion: two strands belong together, or they do not."""
    by, at = request.user, timezone.now()
    codes = request.POST.getlist("strand")
    themes, insights = queries.themes_in(by, system, codes), queries.chosen_in(by, system, codes)
    if len(themes) + len(insights) == 2:
        if request.POST.get("do") == "apart":
            actions.keep_apart(one=(themes + insights)[0], other=insights[-1], by=by, at=at)
        elif themes:
            actions.put_in(theme=themes[0], insights=insights, by=by, at=at)
    return redirect("board", system.slug)


def changed(request: HttpRequest, system: Any) -> HttpResponse:
    """Who has changed the board since a page of it was made, in a line; empty where nobody has."""
    since = request.GET.get("since", "")
    known = since.isdecimal() and len(since) < 18
    names = queries.changed_since(request.user, system, int(since)) if known else []
    answer = HttpResponse(changed_words(names), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = "attachment"  # for the board's script; a browser that is led here shows no words
    return answer


def theme(request: HttpRequest, strand: Any) -> HttpResponse:
    """One theme: what is in it, where that holds, and what came of it."""
    doing = doings(request.user, strand)
    page = queries.inside(request.user, strand, page=request.GET.get("page"))
    went = strand.theme.went_into
    context = {
        "strand": strand,
        "system": strand.system,
        "about": strand.theme.about,
        "went_into": went.strand if went else None,
        "inside": page,
        "holding": where_they_hold(request.user, strand),
        "heard": heard(request.user, [strand])[0],
        "doings": doing,
        "talk": talk(request.user, strand),
        "like": like(request.user, strand, doing["newest"].words),
        "may_sort": makes_sense(request.user, strand.system),
        "may_decide": bool(where_allowed(request.user, Verb.DECIDE, strand.system)),
    }
    return render(request, "board/theme.html", context)


def merge(request: HttpRequest, strand: Any) -> HttpResponse:
    """Let this theme go into another."""
    form = Merging(request.POST or None, by=request.user, theme=strand)
    if form.is_valid():
        into = actions.merge(theme=strand, into=form.cleaned_data["into"], by=request.user, at=timezone.now())
        messages.success(request, f"All of it is in “{into.title}” now.")
        return redirect(into)
    return render(request, "board/merge.html", {"form": form, "strand": strand, "system": strand.system})
