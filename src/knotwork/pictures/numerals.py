"""Numbers as people in health and care write them: 1,234.5, 6.1%, −0.4, 4.2 per 1,000 bed days."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

PROPORTION = "proportion"
MISSING = "no value"
# From here on figures are counted, not read.
POWERS_FROM = 1e15
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# One decimal of a mean of whole numbers says something while it is below this.
_TENTHS_BELOW = 10_000
# Values that have so many decimals or fewer are shown as they were given.
_FEW = 2


def number(value: float, decimals: int = 0) -> str:
    """Write a number the British way: commas for thousands, a point, a true minus sign.

    A value that is not finite is written as "no value", so that "nan" never reaches a page; one of 16 digits or more
    as a power of ten.
    """
    if not math.isfinite(value):
        return MISSING
    if abs(value) >= POWERS_FROM:
        return _power(value)
    text = f"{value:,.{decimals}f}"
    if text.startswith("-"):
        text = text[1:] if float(text.replace(",", "")) == 0 else "−" + text[1:]
    return text


def _power(value: float) -> str:
    """Such as 4.5×10⁴⁸."""
    figures, power = f"{abs(value):.1e}".split("e+")
    return f"{'−' if value < 0 else ''}{figures}×10{str(int(power)).translate(_RAISED)}"


def decimals_for(values: Iterable[float]) -> int:
    """How many decimals show these values: all they have, up to two; else as many as show their differences."""
    finite = [value for value in values if math.isfinite(value)]
    return max(_by_span(finite), _as_given(finite))


def _by_span(values: Iterable[float]) -> int:
    """How many decimals show the differences in these values without noise: about three figures of their span."""
    finite = [value for value in values if math.isfinite(value)]
    if not finite or all(value == int(value) for value in finite):
        return 0
    span, size = max(finite) - min(finite), max(map(abs, finite))
    # Differences in the tenth figure are the crumbs of binary arithmetic.
    span = span if span > size * 1e-9 else size
    return min(8, max(0, 2 - math.ceil(math.log10(span))))


def _as_given(finite: list[float]) -> int:
    """How many decimals these values have, if few; otherwise none, because they were worked out and not given."""
    if any(abs(value) >= POWERS_FROM for value in finite):
        return 0
    for decimals in range(_FEW + 1):
        scaled = [value * 10.0**decimals for value in finite]
        if all(abs(value - round(value)) <= max(1e-9, 1e-13 * abs(value)) for value in scaled):
            return decimals
    return 0


@dataclass(frozen=True, slots=True)
class Quantity:
    """How the values of one chart are written.

    `unit` is "" for counts, "%" for values that are percentages already, "proportion" for values from 0 to 1 that are
    shown as percentages, "£", or words such as "per 1,000 bed days". `decimals` is for the points; means and limits
    of whole-number counts get one more.
    """

    unit: str = ""
    decimals: int = 1

    @property
    def factor(self) -> float:
        """What a value is multiplied by before it is shown."""
        return 100.0 if self.unit == PROPORTION else 1.0

    @property
    def percent(self) -> bool:
        """Whether values are shown with a per cent sign."""
        return self.unit in ("%", PROPORTION)

    @property
    def axis(self) -> str:
        """The unit in words above the axis; empty where the figures say it themselves."""
        return "" if self.percent or self.unit in ("", "£") else self.unit

    def short(self, value: float) -> str:
        """The value as briefly as can be read: with a sign for per cent or pounds, without unit words."""
        return self._write(value, self.decimals)

    def level(self, value: float) -> str:
        """A mean, median, limit or target: one decimal even where the points are whole numbers, unless it is large."""
        shown = value * self.factor
        coarse = not math.isfinite(shown) or abs(shown) >= _TENTHS_BELOW or abs(shown - round(shown)) < 1e-9
        return self._write(value, self.decimals if coarse else max(1, self.decimals))

    def full(self, value: float) -> str:
        """The value with its unit in words."""
        return self.with_unit(self.short(value)) if math.isfinite(value) else MISSING

    def with_unit(self, written: str) -> str:
        """A value that is written already, with its unit in words."""
        return f"{written} {self.axis}".rstrip()

    def tick(self, value: float, decimals: int) -> str:
        """The value beside a tick of the axis."""
        return self._write(value, decimals)

    def _write(self, value: float, decimals: int) -> str:
        written = number(value * self.factor, decimals)
        if written == MISSING:
            return written
        if self.unit == "£":
            return f"−£{written[1:]}" if written.startswith("−") else f"£{written}"
        return f"{written}%" if self.percent else written


def quantity_for(values: Iterable[float], unit: str, decimals: int | None) -> Quantity:
    """The way to write these values, with decimals found from them unless they are given."""
    if decimals is not None:
        return Quantity(unit, decimals)
    if unit == PROPORTION:  # worked out, and so as coarse as their span allows
        return Quantity(unit, _by_span(value * Quantity(unit).factor for value in values))
    return Quantity(unit, decimals_for(values))
