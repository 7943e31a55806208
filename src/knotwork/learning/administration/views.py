"""The button that ends an administrator session."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from knotwork.learning.administration import actions


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Give back what was lent."""
    actions.end(by=request.user, at=timezone.now())
    messages.info(request, "You are no administrator any more.")
    return redirect("today")
