"""Following from a page, and all that one follows."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from knotwork.learning.following import actions, queries
from knotwork.learning.following.forms import Following

LONG = 18  # figures: no number of a row is longer


def follow(request: HttpRequest, strand: Any) -> HttpResponse:
    """Follow a strand, its place, who told it, or its measures."""
    offered = queries.choices_of(request.user, strand)
    return _follow(request, offered, strand.title, strand.get_absolute_url(), strand.system)


def follow_measure(request: HttpRequest, measure: Any) -> HttpResponse:
    """Follow a measure, and the place whose chart was looked at."""
    place = queries.place_among(measure, request.GET.get("place", ""))
    back = reverse("measure", args=[measure.system.slug, measure.slug])
    return _follow(request, queries.choices_at(measure, place), measure.name, back, measure.system)


def follow_person(request: HttpRequest, person: Any) -> HttpResponse:
    """Follow a person."""
    return _follow(request, queries.choices_of_person(person), person.name, reverse("person", args=[person.pk]), None)


def _follow(request: HttpRequest, offered: list[Any], title: str, back: str, system: Any) -> HttpResponse:
    held = queries.followed_among(request.user, offered)
    form = Following(request.POST or None, offered=offered, initial={"choices": sorted(held)})
    if form.is_valid():
        try:
            chosen = form.cleaned_data["choices"]
            actions.follow(choices=offered, chosen=chosen, by=request.user, at=timezone.now())
        except actions.TooMuch as much:
            form.add_error("choices", str(much))
        else:
            messages.success(request, "Saved. You hear of what you ticked, and of nothing else from here.")
            return redirect(back)
    context = {"form": form, "title": title, "back": back, "system": system}
    return render(request, "following/follow.html", context)


def following(request: HttpRequest) -> HttpResponse:
    """All that I follow, each with a way to let it go."""
    wanted = request.POST.get("let_go", "")
    if wanted.isdecimal() and len(wanted) < LONG:
        actions.let_go(follow=int(wanted), by=request.user, at=timezone.now())
        messages.success(request, "You no longer follow it.")
        return redirect("following")
    return render(request, "following/following.html", {"followed": queries.followed(request.user)})
