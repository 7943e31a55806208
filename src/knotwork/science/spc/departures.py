"""How data depart from what a chart takes for granted: alike neighbours, seasons, skew, too much or too little spread.

Each says nothing unless the data show more than chance explains; how often that happens to stable data is stated.
"""

from __future__ import annotations

import datetime
import math
import re
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .averages import mean, median, ratio
from .charts.attributes import extra_variation, rate_sigma, share_sigma
from .distributions import variance_ratio_beyond
from .result import Floats
from .series import Sample

DEPENDENT = 1.96
"""How many standard errors neighbouring points must be alike by before it is said."""
SKEWED, SKEW_ERRORS = 1.0, 2.5
SPREAD_ERRORS, SPREAD_ERROR = 2.5, 0.83
"""The ratio of spreads must lie so many standard errors from 1; one is 0.83 over the root of the number of points."""
LIKE_COUNTS = 2.0
"""Below so many events a point moving ranges fall short of what chance gives, so that too little spread is not said."""
SEASONAL = 0.01
JUDGED_FROM = 10
CHANCE_SIGMA = {"p": share_sigma, "np": share_sigma, "u": rate_sigma, "c": rate_sigma}


def autocorrelation(rest: Floats, lag: int = 1) -> float | None:
    """How alike points are that lie so far apart, if that is more than chance explains; `rest` are deviations.

    About 2 of 100 stable series of 20 to 100 points are said to be alike. The correlation is made up for what short
    series fall short (Kendall MG. Note on bias in the estimation of autocorrelation. Biometrika 1954;41:403-4).
    """
    many, spread = rest.size, float(rest @ rest)
    if spread == 0 or many <= max(lag, 4):
        return None
    alike = float(rest[lag:] @ rest[:-lag]) / spread
    if alike < DEPENDENT / math.sqrt(many) - 1 / many:
        return None
    return min((alike * many + 1) / (many - 4), 0.99)


def skewness(rest: Floats) -> float | None:
    """How skewed values are, if that is clearly more than chance explains.

    About 1 of 100 stable normal series of 20 to 40 points is said to be skewed, fewer of longer ones.
    """
    spread = math.sqrt(float(rest @ rest) / rest.size)
    if spread == 0:
        return None
    skew = float(rest @ (rest * rest)) / rest.size / spread**3
    return None if abs(skew) <= max(SKEWED, SKEW_ERRORS * math.sqrt(6 / rest.size)) else skew


def over_or_under(kind: str, points: Sample, centre: float | None = None) -> float:
    """How many times as much as chance alone the points of a P, U or C chart vary, if not by chance; else 1.

    About 2 of 100 stable series are said to vary more, and 1 or 2 of 100 less. From differences between neighbours
    (Laney's sigma z), so that a shift does not pass for overdispersion.
    """
    if centre is None:
        centre = float(mean(points.value) if points.n is None else ratio(points.top, points.n))
    if not centre > 0 or points.value.size < JUDGED_FROM:
        return 1.0
    size = np.ones(points.value.size) if points.n is None else points.n
    wider = float(extra_variation(points.value, centre, CHANCE_SIGMA[kind](centre, size), screened=False))
    if abs(wider - 1) <= SPREAD_ERRORS * SPREAD_ERROR / math.sqrt(points.value.size):
        return 1.0
    if wider < 1 and centre * float(median(size)) * (1 - centre if kind in {"p", "np"} else 1) < LIKE_COUNTS:
        return 1.0
    return wider


class Season(NamedTuple):
    """Which part of the calendar each point belongs to, of how many, what the parts are called, and from how many
    points on they are compared."""

    part: NDArray[np.int64]
    parts: int
    called: str
    enough: int


def seasonal(rest: Floats, season: Season) -> bool:
    """Whether the same parts of the calendar are alike: an F test of their means; `rest` are deviations.

    Of 100 stable series, 1 is said to be seasonal.
    """
    many = np.bincount(season.part, minlength=season.parts)
    spread = float(rest @ rest)
    if rest.size < season.enough or many.min() < 2 or spread == 0:
        return False
    sums = np.bincount(season.part, weights=rest)
    between = float(sums @ (sums / many))
    within = spread - between
    above, below = season.parts - 1, rest.size - season.parts
    if within <= 1e-12 * spread:
        return True
    return variance_ratio_beyond(between / above / (within / below), above, below) < SEASONAL


_MONTHS = Season(np.zeros(0, dtype=np.int64), 12, "months", 24)
_QUARTERS = Season(np.zeros(0, dtype=np.int64), 4, "quarters", 12)
_WEEKDAYS = Season(np.zeros(0, dtype=np.int64), 7, "days of the week", 28)
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:[T ].*)?")


def calendar(periods: tuple[Any, ...]) -> Season | None:
    """The season that points a month, a quarter or a day apart may have, from their dates; None of other periods."""
    if len(periods) < _QUARTERS.enough or not isinstance(periods[0], datetime.date | str):
        return None
    return _calendar(periods)


@lru_cache(maxsize=64)
def _calendar(periods: tuple[Any, ...]) -> Season | None:
    found = [_date(period) for period in periods]
    dates = [date for date in found if date is not None]
    if len(dates) < len(found):
        return None
    days = np.array([date.toordinal() for date in dates])
    apart = sorted(np.diff(days).tolist())[(days.size - 1) // 2]
    if apart == 1:
        return _WEEKDAYS._replace(part=days % 7)
    months = np.array([date.month - 1 for date in dates])
    if 28 <= apart <= 31:
        return _MONTHS._replace(part=months)
    return _QUARTERS._replace(part=months // 3) if 89 <= apart <= 92 else None


def _date(period: Any) -> datetime.date | None:
    if isinstance(period, datetime.date):
        return period
    found = _ISO.fullmatch(period) if isinstance(period, str) else None
    if found is None:
        return None
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None
