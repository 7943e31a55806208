"""The Measures pages: all places of a measure, one chart alone, and a chart as it once stood."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from knotwork.access.verbs import Verb
from knotwork.learning.measures import actions, charts, queries
from knotwork.learning.measures.forms import Kind, Noting, Phasing, Showing, Suppressing
from knotwork.learning.measures.series import Series
from knotwork.learning.strands.queries import near
from knotwork.learning.systems.queries import may

A_GRID = 300


def measures(request: HttpRequest) -> HttpResponse:
    """The measures of my learning systems."""
    return render(request, "measures/measures.html", {"measures": queries.measures_of(request.user)})


def measure(request: HttpRequest, measure: Any) -> HttpResponse:
    """All places of one measure as small multiples, with one sentence that says what they show together."""
    return _measure_page(request, measure, Suppressing(measure=measure))


def small_numbers(request: HttpRequest, measure: Any) -> HttpResponse:
    """Say under which count a measure's numbers are shown only where they belong."""
    suppressing = Suppressing(request.POST or None, measure=measure)
    if suppressing.is_valid():
        actions.suppress(measure=measure, **suppressing.cleaned_data, by=request.user, at=timezone.now())
        below = measure.suppress_below
        said = f"Counts under {below} are now shown only where they belong." if below else "Every number is now shown."
        messages.success(request, said)
        return redirect("measure", measure.system.slug, measure.slug)
    return _measure_page(request, measure, suppressing)


def _measure_page(request: HttpRequest, measure: Any, suppressing: Suppressing) -> HttpResponse:
    series = queries.series_of(measure, by=request.user)
    showing = Showing(request.GET, series=series)
    shown = showing.shown()
    opened = next((one for one in series if one.place.code == request.GET.get("place")), None)
    scale = charts.shared_range(shown) if showing.one_scale else None
    context = {
        "measure": measure,
        "system": measure.system,
        "showing": showing,
        "summary": queries.summary(series),
        "cells": [(one, charts.small(one, scale)) for one in shown[:A_GRID]],
        "left_out": max(len(shown) - A_GRID, 0),
        "opened": opened,
        "by_parent": showing.by_parent,
        **(_pictures(opened, queries.flags_of(request.user, opened)) if opened else {}),
        "may_import": may(request.user, Verb.IMPORT, measure),
        "suppressing": suppressing,
        "hidden": any(one.hidden for one in series),
    }
    return render(request, "measures/measure.html", context)


def chart(request: HttpRequest, series: Series) -> HttpResponse:
    """One chart: what it says, how sure that is, what happened, and the table behind it."""
    kind = Kind(request.GET, series=series)
    drawn = replace(series, chart=kind.chosen())
    return render(request, "measures/chart.html", _chart_page(request, series, drawn, kind))


def _chart_page(request: HttpRequest, series: Series, drawn: Series, kind: Kind, **filled: Noting) -> dict[str, Any]:
    """What the page of one chart needs; forms that were sent and refused come `filled`."""
    pins = queries.flags_of(request.user, series)
    return {
        "series": drawn,
        "measure": series.measure,
        "system": series.measure.system,
        **_pictures(drawn, pins),
        "rows": charts.rows(drawn),
        "signals": drawn.signals,
        "newest": series.periods[-1],
        "pins": pins,
        "phases": _phases(series, pins),
        "kind": kind,
        "noting": Noting(series=series),
        "phasing": Phasing(series=series),
        "may_tell": may(request.user, Verb.TELL, series),
        "may_annotate": may(request.user, Verb.ANNOTATE, series),
        "may_rebase": may(request.user, Verb.REBASE, series),
        "may_decide": may(request.user, Verb.DECIDE, series) or may(request.user, Verb.DECIDE, series.measure),
        **filled,
    }


def _phases(series: Series, pins: list[Any]) -> list[tuple[Any, str]]:
    """The pins from which people had the chart drawn anew, each with its period as the chart writes it."""
    labels = dict(zip(series.periods, series.labels, strict=True))
    return [(pin, labels[pin.period]) for pin in pins if pin.begins_phase and pin.period in labels]


def _pictures(series: Series, pins: list[Any]) -> dict[str, str]:
    """The large chart, for wide screens and for phones."""
    return {"picture": charts.large(series, pins), "narrow_picture": charts.large(series, pins, narrow=True)}


def annotate(request: HttpRequest, series: Series) -> HttpResponse:
    """Note on a chart what happened in one of its periods."""
    noting = Noting(request.POST or None, series=series)
    if noting.is_valid():
        said = noting.cleaned_data
        noting.keep(actions.annotate, series=series, **said, by=request.user, at=timezone.now())
        messages.success(request, "Noted. It stands on the chart as a flag.")
        return redirect("chart", series.measure.system.slug, series.measure.slug, series.place.code)
    return _again(request, series, noting=noting)


def phase(request: HttpRequest, series: Series) -> HttpResponse:
    """Begin a new phase on a chart, or take one back."""
    phasing = Phasing(request.POST or None, series=series)
    try:
        if "take_back" in request.POST:
            ended = {f"{period:%Y-%m-%d}": period for period in series.phases}.get(request.POST["take_back"])
            actions.end_phase(series=series, period=ended, by=request.user, at=timezone.now())
            messages.success(request, "The chart is drawn as one phase there again. The note stays on it.")
        elif phasing.is_valid():
            phasing.keep(actions.begin_phase, series=series, **phasing.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, "A new phase begins there. Everyone sees the chart drawn anew, and why.")
        else:
            return _again(request, series, phasing=phasing)
    except actions.NoSuchPhase as refused:
        messages.error(request, str(refused))
    return redirect("chart", series.measure.system.slug, series.measure.slug, series.place.code)


def _again(request: HttpRequest, series: Series, **filled: Noting) -> HttpResponse:
    page = _chart_page(request, series, series, Kind({}, series=series), **filled)
    return render(request, "measures/chart.html", page)


def reading(request: HttpRequest, strand: Any) -> HttpResponse:
    """A chart as it stood when somebody told of it or decided from it, and as it stands now."""
    ((_strand, then, now),) = queries.then_and_now([strand], by=request.user)
    context = {
        "strand": strand,
        "system": strand.system,
        "reading": strand.reading,
        "near": near(request.user, strand),
        "then": then,
        "now": now,
        **_pictures(then, []),
        "now_picture": charts.alone(now),
        "rows": charts.rows(then),
    }
    return render(request, "measures/reading.html", context)
