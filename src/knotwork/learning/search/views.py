"""The page on which one looks for what was learned."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from knotwork.learning.search import queries
from knotwork.learning.search.forms import Looking


def learning(request: HttpRequest) -> HttpResponse:
    """What has been learned in my learning systems: what was looked for, or the newest first."""
    looking = Looking(request.GET, by=request.user)
    chosen = looking.chosen()
    found = queries.look(request.user, **chosen, page=request.GET.get("page"))
    context = {"looking": looking, "found": found, "page": found.page, "sought": chosen["text"]}
    limits = {"limited": bool(chosen["limits"]), "further": chosen["limits"].further}
    return render(request, "search/learning.html", {**context, **limits})
