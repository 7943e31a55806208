"""Where everything goes on a full chart: margins, plot, scales and type sizes, wide or narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from knotwork.pictures.numerals import Quantity
from knotwork.pictures.scale import NEAR_ZERO, Scale, Ticks, ticks, value_range
from knotwork.pictures.typeset import text_width
from knotwork.science.spc.result import Analysis


@dataclass(frozen=True, slots=True)
class Form:
    """The proportions of a chart for one kind of screen."""

    width: int
    plot_height: int
    title: float
    body: float
    label: float
    right: int
    point: float
    flag_lanes: int


WIDE = Form(width=820, plot_height=270, title=20, body=15, label=14, right=128, point=4.2, flag_lanes=5)
NARROW = Form(width=360, plot_height=220, title=18, body=14, label=13, right=14, point=3.6, flag_lanes=6)


@dataclass(frozen=True, slots=True)
class Frame:
    """A chart laid out: the plot's edges, the scales, and the ticks of the value axis."""

    form: Form
    width: float
    left: float
    right: float
    top: float
    bottom: float
    x: Scale
    y: Scale
    ticks: Ticks
    flags_at: float

    @property
    def spacing(self) -> float:
        """The distance between neighbouring points."""
        return self.x(1) - self.x(0)

    @property
    def narrow(self) -> bool:
        """Whether this is the form for a phone."""
        return self.form is NARROW

    @property
    def point(self) -> float:
        """The radius of a point: smaller where many stand close together."""
        return max(1.6, min(self.form.point, self.spacing * 0.38))


# Whatever these are drawn of was counted.
_OF_COUNTS = frozenset({"np", "p", "pp", "c", "u", "up", "g", "t", "ip"})
_OF_TIME = frozenset({"seconds", "minutes", "hours", "days", "weeks", "months", "years"})
# A fifth of the paper at most stays empty so that zero is on it.
_VERY_NEAR = 0.2


def counted(analysis: Analysis, quantity: Quantity) -> bool:
    """Whether the values are counts, rates or shares, which are read against zero, and not a measurement.

    A measurement, such as minutes or a temperature, is read against its usual range: paper that is empty down to
    zero only makes that flatter. Whole numbers are taken for counts, unless their unit is one of time.
    """
    if analysis.kind in _OF_COUNTS or analysis.n is not None:
        return True
    if quantity.percent or quantity.unit.startswith("per "):
        return True
    if quantity.unit in _OF_TIME:
        return False
    return all(value.is_integer() for value in analysis.y.tolist() if isfinite(value))


def value_ticks(analysis: Analysis, quantity: Quantity, wanted: int = 6) -> Ticks:
    """The ticks that take in every value, limit and target, at numbers that are round as they are shown.

    They begin at zero where it is near; below what is measured and not counted, only where it is very near.
    """
    values = analysis.y.tolist() + analysis.lower.tolist() + analysis.upper.tolist() + analysis.centre.tolist()
    if analysis.target is not None:
        values.append(analysis.target)
    low, high = value_range(values, NEAR_ZERO if counted(analysis, quantity) else _VERY_NEAR)
    shown = ticks(low * quantity.factor, high * quantity.factor, wanted)
    return Ticks(tuple(value / quantity.factor for value in shown.values), shown.decimals)


def lay_out(
    analysis: Analysis,
    quantity: Quantity,
    form: Form,
    *,
    width: float,
    top: float,
    plot_height: float,
    flags_at: float,
    beside: float = 0,
) -> Frame:
    """Place the plot below `top`, with room on the left for the longest tick label; flags stand on `flags_at`.

    `beside` is the room that the words at the right end of the lines would like; they get up to a quarter of the width.
    """
    axis = value_ticks(analysis, quantity, wanted=6 if plot_height > 180 else 4)
    left = 10 + tick_room(axis.values, axis.decimals, quantity, form.label)
    right, bottom = width - max(form.right, min(beside, width / 4)), top + plot_height
    count = max(1, len(analysis.x))
    return Frame(
        form=form,
        width=width,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        x=Scale(-0.5, count - 0.5, left, right),
        y=Scale(axis.low, axis.high, bottom, top),
        ticks=axis,
        flags_at=flags_at,
    )


def tick_room(values: Sequence[float], decimals: int, quantity: Quantity, size: float) -> float:
    """How wide the labels of the value axis are."""
    return max(text_width(quantity.tick(value, decimals), size) for value in values) + 6
