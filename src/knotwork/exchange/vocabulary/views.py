"""Terms as a file."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from knotwork.exchange.tabular.written import csv_of
from knotwork.exchange.vocabulary.forms import TakingTerms
from knotwork.exchange.vocabulary.queries import rows_of
from knotwork.learning.language import actions


@require_safe
def take_away(request: HttpRequest, system: Any) -> HttpResponse:
    """The terms of a learning system as a file for a spreadsheet, with no formula in it."""
    # The mark at the beginning tells a spreadsheet that the letters are UTF-8.
    answer = HttpResponse(f"\ufeff{csv_of(rows_of(request.user, system))}", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{system.slug}-terms.csv"'
    return answer


def bring_in(request: HttpRequest, system: Any) -> HttpResponse:
    """Bring in terms from a file: all of them, or none and why."""
    form = TakingTerms(request.POST or None, request.FILES or None)
    if form.is_valid():
        new, changed = actions.take_over(rows=form.rows, system=system, by=request.user, at=timezone.now())
        messages.success(
            request,
            f"{new} new {'term' if new == 1 else 'terms'}, {changed} with other words. Nobody has agreed them yet.",
        )
        return redirect("language", system.slug)
    return render(request, "vocabulary/bring_in.html", {"form": form, "system": system})
