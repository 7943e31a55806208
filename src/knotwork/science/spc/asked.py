"""What was asked of a chart, checked before anything is computed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .charts import KINDS, Family, Options
from .charts.early import EARLY
from .charts.lines import USUAL
from .charts.spread import FROM_RANGES
from .columns import LARGEST, BadSeries
from .result import Booleans, Floats
from .rules import RULES, Direction, RuleSet
from .series import Demands
from .words import with_article


@dataclass(frozen=True, slots=True)
class Asked:
    """The kind of chart and how it is to be drawn and judged; `centre` is in the units of the data.

    `baseline` is that of the first phase, `later_baselines` are those of the phases after it.
    """

    family: Family
    rules: RuleSet
    direction: Direction | None
    baseline: int | None
    centre: float | None
    multiply: float
    screened: bool
    never_negative: bool = False
    options: Options = USUAL
    later_baselines: tuple[int | None, ...] = ()

    def baseline_of(self, phase: int) -> int | None:
        """How many of its first points set the limits of a phase, counted from 0; None if all of them do."""
        known = (self.baseline, *self.later_baselines)
        return known[phase] if phase < len(known) else None

    def sets_nothing(self, base: Floats) -> Booleans:
        """Whether these first points, over the last axis, cannot set the lines: none of them counts, and no line was
        given that does without them."""
        needed = self.centre is None or self.family.kind in EARLY
        return ~(base == base).any(axis=-1) if needed else np.zeros(base.shape[:-1], dtype=np.bool_)

    @property
    def demands(self) -> Demands:
        """What is asked of the numbers: ranges within subgroups where the standard deviation comes from them."""
        ranged = self.options.sigma in FROM_RANGES
        return replace(self.family.demands, spread="range") if ranged else self.family.demands


def asked(
    kind: str,
    rules: str,
    direction: Direction | None,
    baseline: int | Sequence[int | None] | None,
    centre: float | None,
    multiply: float,
    screened: bool,
    never_negative: bool = False,
    options: Mapping[str, Any] | None = None,
) -> Asked:
    """Look up names and check options. Raises `BadSeries` for what is not known or makes no sense."""
    if direction not in (None, "increase", "decrease"):
        raise BadSeries(f'The direction of improvement is "increase", "decrease" or None, not {direction!r}.')
    factor = one_factor(multiply)
    family = _named(kind, KINDS, "kind of chart")
    baselines = _baselines(baseline)
    middle = None if centre is None else _middle(one_number(centre, "centre") / factor, family)
    return Asked(
        family,
        _named(rules, RULES, "set of rules"),
        direction,
        baselines[0],
        middle,
        1.0 if family.in_sigmas else factor,
        bool(screened),
        bool(never_negative),
        _options(family, options or {}),
        baselines[1:],
    )


def _options(family: Family, given: Mapping[str, Any]) -> Options:
    """What only some kinds of chart have, where it was given."""
    wanted = {name: value for name, value in given.items() if value is not None}
    if "sigma" in wanted:
        _check_sigma(wanted["sigma"], family)
    for name in _TUNED & wanted.keys():
        if name not in family.tuned:
            raise BadSeries(
                f"Only {_TUNED_BY[name]} has the option {name}: leave it out of a chart of kind {family.kind}."
            )
        wanted[name] = _tuning(name, wanted[name])
    return Options(**wanted)


_TUNED_BY = {name: f"the {family.title}" for family in KINDS.values() for name in family.tuned}
_TUNED = _TUNED_BY.keys()


def _check_sigma(how: Any, family: Family) -> None:
    if not family.sigmas:
        raise BadSeries(f"The {family.title} has one way to work out its standard deviation: leave sigma out.")
    if not isinstance(how, str) or how not in family.sigmas:
        choices = ", ".join(family.sigmas)
        raise BadSeries(f"The standard deviation of the {family.title} is worked out by one of {choices}, not {how!r}.")


def _tuning(name: str, value: Any) -> float:
    number = one_number(value, name)
    if number <= 0 or (name == "weight" and number > 1):
        most = " and at most 1" if name == "weight" else ""
        raise BadSeries(f"The {name} must be above zero{most}, not {_shown(value)}.")
    return number


def one_factor(multiply: float) -> float:
    """What values are multiplied by to be drawn: a number above zero, neither too large nor too small."""
    factor = one_number(multiply, "factor")
    if factor <= 0:
        raise BadSeries(f"The values can only be multiplied by a number above zero, not {multiply!r}.")
    if factor < 1 / LARGEST:
        raise BadSeries(f"The factor {multiply!r} is too small to chart: correct it.")
    return factor


def one_number(value: float, what: str) -> float:
    """A single number, neither infinite nor so large that limits could not be worked out."""
    try:
        number = math.nan if isinstance(value, str | bytes | bool) else float(value)
    except (TypeError, ValueError):
        number = math.nan
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise BadSeries(f"The {what} must be a number, not {_shown(value)}.")
    if abs(number) > LARGEST:
        raise BadSeries(f"The {what} {number:g} is too large to chart: correct it.")
    return number


def _shown(value: Any) -> str:
    huge = isinstance(value, int) and abs(value) > LARGEST
    shown = "so large a number" if huge else repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _middle(centre: float, family: Family) -> float:
    """The centre that was given, in the units of the data, if such a chart can have it."""
    demands = family.demands
    named = with_article(family.kind)
    if centre < 0 and (demands.positive or demands.gather == "spread" or family.moving):
        raise BadSeries(f"The centre of {named} cannot be below zero: correct it or leave it out.")
    if centre > 1 and demands.share:
        raise BadSeries(f"The centre of {named} cannot be above all of all: correct it or leave it out.")
    return centre


def positions(places: Iterable[int], what: str) -> list[int]:
    """Positions of points, counted from 1."""
    try:
        listed = list(places)
    except TypeError:
        raise BadSeries(f"Give each {what} as the position of a point in a list, not {places!r}.") from None
    for place in listed:
        if not _whole(place):
            raise BadSeries(f"Each {what} is the position of a point, counted from 1, not {place!r}.")
    return [int(place) for place in listed]


def _whole(place: Any) -> bool:
    """Whether this is a whole number; yes and no are none, so that a list of them is not taken for positions."""
    if isinstance(place, bool | np.bool_ | str | bytes):
        return False
    try:
        return bool(place == int(place))
    except (TypeError, ValueError, OverflowError):
        return False


def marked(places: Iterable[int], count: int) -> Booleans:
    """Which of so many points are excluded; positions beyond them have no effect."""
    left_out, listed = np.zeros(count, dtype=bool), positions(places, "exclusion")
    if min(listed, default=1) < 1:
        raise BadSeries(f"Each exclusion is the position of a point, counted from 1, not {min(listed)}.")
    left_out[[place - 1 for place in listed if place <= count]] = True
    return left_out


def _named(name: str, known: dict[str, Any], what: str) -> Any:
    if not isinstance(name, str) or name not in known:
        raise BadSeries(f"There is no {what} called {name!r}: choose one of {', '.join(known)}.")
    return known[name]


def _baselines(given: int | Sequence[int | None] | None) -> tuple[int | None, ...]:
    listed: Sequence[Any] = (given or [None]) if isinstance(given, list | tuple) else [given]
    return tuple(_baseline(one) for one in listed)


def _baseline(baseline: int | None) -> int | None:
    if baseline is None:
        return None
    if not _whole(baseline) or baseline < 1:
        raise BadSeries(f"The baseline is the number of first points that set the limits, 1 or more, not {baseline!r}.")
    return int(baseline)
