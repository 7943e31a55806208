"""Drawing series: the large chart, the small multiple, and the table behind them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from knotwork import pictures
from knotwork.learning.measures.models import Pin
from knotwork.learning.measures.queries import then_and_now
from knotwork.learning.measures.series import Series

IN_A_GRID, ALONE = (200, 80), (360, 112)
"""How wide and high a small multiple is drawn, near the size at which pages show it: then its words are no larger."""


def small(series: Series, shared: tuple[float, float] | None = None, *, size: tuple[int, int] = IN_A_GRID) -> str:
    """A small multiple of one series, with two values of its scale."""
    label = series.place.name
    return pictures.small(
        series.analysis,
        label=label,
        description=f"{label}: {series.reading.brief}{hidden_words(series)}",
        shared_range=shared,
        show_axis=True,
        unit=series.measure.unit,
        width=size[0],
        height=size[1],
    )


def alone(series: Series) -> str:
    """A small multiple that stands on a page by itself or beside one other."""
    return small(series, size=ALONE)


def large(series: Series, flags: Iterable[Pin] = (), *, narrow: bool = False, prefix: str = "chart") -> str:
    """The large chart of one series, with flags that open what happened."""
    return pictures.chart(
        series.analysis,
        title=series.reading.headline,
        description=f"{series.reading.sentence}{hidden_words(series)}",
        periods=series.labels,
        unit=series.measure.unit,
        annotations=_flags(series, flags),
        proposal=series.proposal,
        narrow=narrow,
        show_title=False,
        id_prefix=f"{prefix}-{'narrow' if narrow else 'wide'}",
    )


def _flags(series: Series, pins: Iterable[Pin]) -> list[pictures.Flag]:
    position = {period: place for place, period in enumerate(series.periods, start=1)}
    return [
        pictures.Flag(
            position[pin.period],
            pin.strand.title,
            kind=pin.strand.get_kind_display(),
            href=pin.strand.get_absolute_url(),
        )
        for pin in pins
        if pin.period in position
    ]


def shared_range(many: Sequence[Series]) -> tuple[float, float] | None:
    """The lowest and the highest that any of the series plots, its limits too, so that all can share one scale."""
    ranges = [pictures.small_range(one.analysis) for one in many if not np.isnan(one.analysis.y).all()]
    return (min(low for low, _ in ranges), max(high for _, high in ranges)) if ranges else None


def rows(series: Series) -> Any:
    """The table behind a chart: a row a period, in words."""
    found = pictures.table(series.analysis, periods=series.labels, unit=series.measure.unit)
    words = series.too_small
    return [
        replace(row, value=words, denominator="", signal="Not shown") if period in series.hidden else row
        for row, period in zip(found, series.periods, strict=True)
    ]


def hidden_words(series: Series) -> str:
    """Which periods show no number, and why: for those who hear a picture."""
    gone = [label for label, period in zip(series.labels, series.periods, strict=True) if period in series.hidden]
    return f" {', '.join(gone)}: {series.too_small}." if gone else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A chart as it stood when it was kept, and now: each drawn, and in words what is known since a decision."""

    strand: Any
    then: Series
    now: Series
    then_picture: str
    now_picture: str
    since: str


def drawn(strands: Iterable[Any], *, decided: date, by: Any = None) -> list[Pair]:
    """For those strands that are readings of charts: then and now, each drawn with what this person may see.

    Last stands what is known of the measure since the day on which it was `decided`.
    """
    both = then_and_now(strands, by=by)
    return [Pair(one, then, now, alone(then), alone(now), now.since_words(decided)) for one, then, now in both]
