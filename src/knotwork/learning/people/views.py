"""Who is in my learning systems, giving them roles, and taking roles back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from knotwork.learning.people import actions, queries
from knotwork.learning.people.forms import GivingRole
from knotwork.learning.systems.queries import seen_by


def people(request: HttpRequest) -> HttpResponse:
    """Who is in my learning systems, and what they do there."""
    name, systems = request.GET.get("name", ""), seen_by(request.user)
    page = queries.roles_near(systems, name=name, page=request.GET.get("page"))
    return render(request, "people/people.html", {"systems": systems, "page": page, "name": name})


def give_role(request: HttpRequest, system: Any) -> HttpResponse:
    """Give a role to somebody who is in the learning system already."""
    form = GivingRole(request.POST or None, by=request.user, system=system, initial=request.GET.dict())
    if form.is_valid():
        said = form.cleaned_data
        where = {"place": form.spot} if form.spot else {"system": system}
        held = actions.give_role(
            person=said["person"], role=said["role"], by=request.user, at=timezone.now(), **where
        )  # fmt: skip
        messages.success(request, f"{held.person} is now {held.get_role_display().lower()}, {form.spot or system}.")
        return redirect("system-people", system.slug)
    return render(request, "people/give_role.html", {"form": form, "system": system})


def take_role(request: HttpRequest, held: Any) -> HttpResponse:
    """Ask once more before a role is taken back."""
    system, said = held.inside, ""
    if request.method == "POST":
        try:
            actions.take_role(held=held, by=request.user, at=timezone.now())
        except actions.LastCoOrdinator as refused:
            said = str(refused)
        else:
            messages.success(request, f"{held.person} is no longer {held.get_role_display().lower()}, {held.where}.")
            return redirect("system-people", system.slug)
    return render(request, "people/take_role.html", {"held": held, "system": system, "said": said})
