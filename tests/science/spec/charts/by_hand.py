"""Arithmetic by hand for the worked examples: exact fractions until a root has to be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from knotwork.science.spc import Analysis

Number = int | float | Fraction
D2 = Fraction("1.128")
"""The mean range of two normal values, in standard deviations, as the field rounds it."""


def exact(values: Iterable[Number]) -> list[Fraction]:
    """Numbers as they were written down: 74.03 is 7403/100, not the nearest binary fraction."""
    return [value if isinstance(value, Fraction) else Fraction(str(value)) for value in values]


def mean(values: Iterable[Number]) -> Fraction:
    """Their sum over how many there are."""
    listed = exact(values)
    return sum(listed, Fraction(0)) / len(listed)


def median(values: Iterable[Number]) -> Fraction:
    """The middle one, or half-way between the two in the middle."""
    ordered = sorted(exact(values))
    half, odd = divmod(len(ordered), 2)
    return ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2


def moving_ranges(values: Iterable[Number]) -> list[Fraction]:
    """How far each value lies from the one before."""
    return [abs(later - earlier) for earlier, later in pairwise(exact(values))]


def root(value: Fraction) -> Fraction:
    """The square root to fifty digits."""
    with localcontext() as context:
        context.prec = 50
        return Fraction((Decimal(value.numerator) / Decimal(value.denominator)).sqrt())


def power(value: Fraction, exponent: Fraction) -> Fraction:
    """Any power, to fifty digits."""
    with localcontext() as context:
        context.prec = 50
        base, raised = (Decimal(part.numerator) / Decimal(part.denominator) for part in (value, exponent))
        return Fraction(base**raised)


def exactly(value: Any) -> Any:
    """The same to twelve digits."""
    if isinstance(value, Sequence):
        return pytest.approx([float(part) for part in value], rel=1e-12, abs=1e-12)
    return pytest.approx(float(value), rel=1e-12, abs=1e-12)


def lines(seen: Analysis, point: int = 1) -> tuple[float, float, float]:
    """Lower limit, centre and upper limit at a point, counted from 1."""
    return float(seen.lower[point - 1]), float(seen.centre[point - 1]), float(seen.upper[point - 1])


def outside(seen: Analysis) -> list[int]:
    """The points outside the limits, counted from 1."""
    return [place for place, out in enumerate(seen.outside.tolist(), start=1) if out]
