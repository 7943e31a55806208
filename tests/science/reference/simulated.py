"""The table of rule sets on charts as they are really used, simulated with our own screening.

Each cell is the chance that a series signals, with centre and limits from the series itself. A cell agrees when it lies
within four standard errors of the two simulations together (theirs of 100,000 series, ours of as many as were asked
for) and half a unit of the last printed digit. Of 900 cells one would differ by chance in one of 17 runs; the seed is
fixed, so that it is always the same ones or none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from knotwork.science.spc import Screen, screen, screen_by_rules
from knotwork.science.spc.rules.close_to_limits import CLOSE_TO_LIMITS
from knotwork.science.spc.rules.number_of_runs import exact_runs
from knotwork.science.spc.rules.one_side import one_side
from knotwork.science.spc.rules.trend import strict_trend, trend_past_ties
from knotwork.science.spc.rules.zones import Rule, Zones, zones
from tests.science.reference.exact_tables import Cell, Cells, rows

THEIRS = 100_000
SERIES = 50_000
ERRORS = 4.0
SEED = 20261123
TABLED = 10
"""The column of the number of runs is that of a table, which begins at so many useful points."""

Floats = np.ndarray[Any, np.dtype[np.float64]]


def autocorrelated(random: np.random.Generator, size: tuple[int, int], share: float) -> Floats:
    """Normal values, each taking this share of the one before; as variable at the first point as at the last."""
    values = random.standard_normal(size)
    for point in range(1, size[1]):
        values[:, point] = share * values[:, point - 1] + (1 - share**2) ** 0.5 * values[:, point]
    return values


DATA: dict[str, Callable[[np.random.Generator, tuple[int, int]], Floats]] = {
    "lognormal_0.5": lambda random, size: np.exp(0.5 * random.standard_normal(size)),
    "exponential": lambda random, size: random.exponential(size=size),
    "poisson_4": lambda random, size: random.poisson(4, size).astype(float),
    "poisson_1": lambda random, size: random.poisson(1, size).astype(float),
    "ar1_0.3": lambda random, size: autocorrelated(random, size, 0.3),
    "ar1_0.6": lambda random, size: autocorrelated(random, size, 0.6),
}
SHIFTS: dict[str, Callable[[int], Floats]] = {
    "normal": np.zeros,
    "normal step at n/2": lambda points: (np.arange(points) >= points // 2).astype(float),
    "normal, last point only shifted": lambda points: (np.arange(points) == points - 1).astype(float),
    "normal, linear drift total": lambda points: np.linspace(0, 1, points),
}


def made(name: str, points: int, shift: float, series: int, random: np.random.Generator) -> Floats:
    """So many series of one row of the table."""
    if name in DATA:
        return DATA[name](random, (series, points))
    return random.standard_normal((series, points)) + shift * SHIFTS[name](points)


def lie(y: Floats, seen: Screen) -> Zones:
    """Where points lie about the lines of an I chart."""
    centre, lower, upper = (line[:, None] for line in (seen.centre, seen.lower, seen.upper))
    away = (upper - centre) * 2 / 3
    return zones(y, (centre, lower, upper, centre - away, centre + away), 1e-12)


def found(rule: Rule, where: Zones) -> Any:
    """Which series show a pattern."""
    return rule.find(where).ends.any(axis=1)


def on_the_last_point(where: Zones) -> Any:
    """Whether Making Data Count's variation icon, which is that of the last point, would show special cause."""
    window = np.logical_or.reduce([rule.find(where).ends[:, -1] != 0 for rule in (one_side(7), strict_trend(7))])
    close = (CLOSE_TO_LIMITS.find(where).ends[:, -1] != 0) & (where.near[:, -1] != 0)
    return (where.outer[:, -1] != 0) | window | close


def signals(y: Floats) -> dict[str, Any]:
    """Which series signal, by the name of the column."""
    run = screen_by_rules(y, kind="run", rules=["anhoej", "ihi"])
    plain = screen_by_rules(y, rules=["three_sigma", "western_electric", "nelson"], screen_moving_ranges=False)
    mean, counted = screen_by_rules(y, rules=["anhoej", "mdc"]).values()
    about = run["anhoej"]
    fewest, most = (np.array(limits) for limits in zip(*map(exact_runs, about.useful.tolist()), strict=True))
    where = lie(y, counted)
    return {
        "3sigma_unscreened": plain["three_sigma"].signals,
        "3sigma_screened": screen(y, rules="three_sigma").signals,
        "anhoej_median": about.signals,
        "anhoej_mean": (mean.longest_run > mean.longest_run_max) | (mean.crossings < mean.crossings_min),
        "anhoej_mean_or_3sigma_screened": mean.signals,
        "ihi_shift6": about.longest_run >= 6,
        "ihi_shift8": about.longest_run >= 8,
        "ihi_trend5": found(trend_past_ties(5), where),
        "runs_table": (about.useful >= TABLED) & ((about.crossings + 1 < fewest) | (about.crossings + 1 > most)),
        "ihi_all3": run["ihi"].signals,
        "mdc_shift7": found(one_side(7), where),
        "mdc_trend7": found(strict_trend(7), where),
        "mdc_2of3": found(CLOSE_TO_LIMITS, where),
        "mdc_any": counted.signals,
        "mdc_icon_last_point": on_the_last_point(where),
        "we1": plain["three_sigma"].signals,
        "we1234": plain["western_electric"].signals,
        "nelson_all8": plain["nelson"].signals,
    }


def simulated(series: int = SERIES) -> Cells:
    """Every cell of the table, by simulation."""
    random = np.random.default_rng(SEED)
    for row in rows("sim_rules.csv"):
        points, shift = int(row["n"]), float(row["shift"])
        seen = signals(made(row["data"], points, shift, series, random))
        for name, marked in seen.items():
            theirs, ours = float(row[name]), float(np.mean(marked))
            where = f"{name}, {row['data']}, {points} points, shift {shift:g}"
            yield Cell(where, theirs, ours, allowed(theirs, ours, series))


def allowed(theirs: float, ours: float, series: int) -> float:
    """Four standard errors of the difference of the two simulations; at least one series is taken to signal or not."""
    pooled = (theirs * THEIRS + ours * series) / (THEIRS + series)
    pooled = min(max(pooled, 1 / series), 1 - 1 / series)
    return ERRORS * (pooled * (1 - pooled) * (1 / THEIRS + 1 / series)) ** 0.5 + 0.00005
