"""Who is in my learning systems."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from knotwork.learning.people import queries
from knotwork.learning.systems.queries import seen_by


def people(request: HttpRequest) -> HttpResponse:
    """Who is in my learning systems, and what they do there."""
    systems = queries.roles_by_system(seen_by(request.user))
    return render(request, "people/people.html", {"systems": systems.items()})
