"""A strand's thread and history, changing its words, and choosing who sees it."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from knotwork.learning.strands import actions, queries
from knotwork.learning.strands.codes import joined
from knotwork.learning.strands.forms import Sharing, editing
from knotwork.pictures import ThreadLink, ThreadStrand
from knotwork.pictures import thread as draw_thread


def strand(_request: HttpRequest, strand: Any) -> HttpResponse:
    """From a strand's short address to its own page."""
    return redirect(strand.get_absolute_url())


def thread(request: HttpRequest, strand: Any) -> HttpResponse:
    """All that a strand came from, and all that came of it, as a picture and in sentences."""
    whole = queries.thread(request.user, strand)
    words = queries.sentences(whole, request.GET)
    context = {"strand": strand, "system": strand.system, "thread": whole, "words": words, **_pictures(whole)}
    if strand.kind in {"annotation", "response"}:  # what people write and what has no page of its own
        context["doings"] = queries.doings(request.user, strand)
        context["said"] = queries.words_in(context["doings"]["newest"]) if strand.kind == "response" else []
    return render(request, "strands/thread.html", context)


def _pictures(whole: queries.Thread) -> dict[str, str]:
    strands = [
        ThreadStrand(s.pk, s.kind, queries.KINDS[s.kind], s.title, _day(s.at), whole.depth.get(s.pk, 0))
        for s in whole.strands
    ]
    kinds = {one.pk: one.kind for one in whole.strands}
    links = [
        ThreadLink(link.origin_id, link.outcome_id, joined(link.relation, kinds[link.outcome_id]).outcome)
        for link in whole.links
    ]
    by_key = {s.pk: s for s in whole.strands}
    draw = partial(draw_thread, strands, links, centre=whole.middle.pk, href=lambda key: by_key[key].get_absolute_url())
    return {"picture": draw(), "narrow_picture": draw(narrow=True, id_prefix="narrow-thread")}


def _day(at: datetime) -> str:
    here = timezone.localtime(at)
    return f"{here.day} {here:%b %Y}"


def history(request: HttpRequest, strand: Any) -> HttpResponse:
    """How a strand's words came to be what they are: every version, and what changed between them."""
    page = queries.history(strand, request.GET.get("page", 1))
    return render(request, "strands/history.html", {"strand": strand, "system": strand.system, "page": page})


def version(request: HttpRequest, version: Any) -> HttpResponse:
    """A strand's words as they stood at one time."""
    strand = version.strand
    context = {"strand": strand, "system": strand.system, "version": version, "words": queries.words_in(version)}
    return render(request, "strands/version.html", {**context, "change": queries.change_of(version)})


def edit(request: HttpRequest, strand: Any) -> HttpResponse:
    """Change the words of what I told. Whoever comes second sees both versions, theirs still in the boxes."""
    newest, theirs = queries.latest(strand), None
    form = editing(strand)(request.POST or None, initial={**newest.words, "began_from": newest.number})
    if form.is_valid():
        try:
            form.keep(actions.edit, strand=strand, **form.edited(), by=request.user, at=timezone.now())
        except actions.ChangedMeanwhile as meanwhile:
            theirs = meanwhile.theirs
            form = editing(strand)({**form.data.dict(), "began_from": theirs.number})
        except actions.CannotSay as refusal:
            for box, why in refusal.why.items():
                form.add_error(box, why)
        else:
            messages.success(request, "Saved. What it said before can still be read in its history.")
            return redirect(strand)
    both = [(box, theirs.words.get(box.name, "")) for box in form.visible_fields()] if theirs else []
    context = {"form": form, "strand": strand, "system": strand.system, "newest": newest, "theirs": theirs}
    return render(request, "strands/edit.html", {**context, "both": both})


def sharing(request: HttpRequest, strand: Any) -> HttpResponse:
    """Choose anew who sees a strand. To show it to more people asks once more, and says who they are."""
    form = Sharing(request.POST or None, strand=strand)
    context = {"form": form, "strand": strand, "system": strand.system, "now_seen": form.seen_at(strand.visibility)}
    if not form.is_valid():
        return render(request, "strands/sharing.html", context)
    said, act = form.cleaned_data, actions.share if "sure" in request.POST else actions.narrow
    try:
        act(strand=strand, **said, by=request.user, at=timezone.now())
    except actions.Widens:
        then_seen = form.seen_at(said["visibility"])
        return render(request, "strands/wider.html", {**context, "said": said, "then_seen": then_seen})
    except actions.HidesFromWhoCarries as hides:
        form.add_error("visibility", str(hides))
        return render(request, "strands/sharing.html", context)
    messages.success(request, "Done. It holds everywhere from now on.")
    return redirect(strand)


def public(request: HttpRequest, code: str) -> HttpResponse:
    """A strand that anybody may read: its words, its place and its day, and the public strands next to it."""
    strand = queries.open_public(code)
    words = queries.words_in(queries.latest(strand))
    context = {"strand": strand, "words": words, "near": queries.public_near(strand)}
    response = render(request, "strands/public.html", context)
    # A search engine keeps copies, and then narrowing would not hold at once.
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response
