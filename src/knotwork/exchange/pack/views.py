"""The governance pack of a learning system."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from knotwork.exchange.documents.minute import Minute
from knotwork.exchange.documents.pdf import as_pdf
from knotwork.exchange.documents.slides import as_slides
from knotwork.exchange.pack.forms import Days
from knotwork.exchange.pack.queries import pack
from knotwork.learning.measures.charts import alone, large

SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
SIMULATED = "This is a demonstration: the network is simulated."


@require_safe
def page(request: HttpRequest, system: Any) -> HttpResponse:
    """What we learned, what we decided, what came of earlier decisions, and what waits: for one meeting."""
    form = Days(request.GET, today=timezone.localdate())
    made = _made(system, form, address=str, draw=alone) if form.is_valid() else None
    return render(request, "pack/pack.html", {"system": system, "form": form, "pack": made})


@require_safe
def pdf(request: HttpRequest, system: Any) -> HttpResponse:
    """The pack as PDF."""
    return _file(request, system, as_pdf, "application/pdf", "pdf")


@require_safe
def slides(request: HttpRequest, system: Any) -> HttpResponse:
    """The pack as slides."""
    return _file(request, system, as_slides, SLIDES, "pptx")


def _file(
    request: HttpRequest, system: Any, written: Callable[[Minute], bytes], sort: str, ending: str
) -> HttpResponse:
    form = Days(request.GET, today=timezone.localdate())
    if not form.is_valid():
        return render(request, "pack/pack.html", {"system": system, "form": form, "pack": None}, status=400)
    answer = HttpResponse(
        written(_made(system, form, address=request.build_absolute_uri, draw=large)), content_type=sort
    )
    name = f"{system.slug}-{form.cleaned_data['until']:%Y-%m-%d}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _made(system: Any, form: Days, **shown: Callable[[Any], str]) -> Minute:
    made = pack(system, **form.cleaned_data, at=timezone.now(), **shown)
    return replace(made, note=f"{made.note} {SIMULATED}") if settings.DEMONSTRATION else made
