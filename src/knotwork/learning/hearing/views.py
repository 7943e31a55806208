"""What came of what I told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from knotwork.learning.hearing import queries


def came_of(request: HttpRequest) -> HttpResponse:
    """What came of each thing that I told."""
    return render(request, "hearing/mine.html", {"page": queries.mine(request.user, page=request.GET.get("page"))})
