"""The random part: what a team counts in a month, when its true level is known.

Winter, team and month each add their own variation to what chance alone would: levels differ between teams (wider
than chance), vary from month to month within a team (a little wider than chance), and are worst in January.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from knotwork.science.simulation.measures import Measure
from knotwork.science.simulation.months import days_in
from knotwork.science.simulation.places import Place
from knotwork.science.simulation.truth import Change

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Setting:
    """How one measure behaves: its usual level in wards and homes, and each source of variation.

    `between` is the standard deviation of teams' levels on the scale on which winter is added too: logarithm for a
    rate, log odds for a share. `within` is the coefficient of variation of a rate from month to month; for a
    share, the reciprocal of how many trials a beta distribution stands for. `winter` is added in January and taken
    off in July. `per_bed` is how many trials a bed gives in a month, in a ward and in a home.
    """

    ward: float
    home: float
    between: float
    within: float
    winter: float
    per_bed: tuple[float, float]


SETTINGS = {
    "falls-rate": Setting(5.6, 7.2, 0.20, 0.06, 0.06, (0.93, 0.95)),
    "observations-on-time": Setting(82, 80, 0.30, 0.001, -0.06, (2.2, 1.4)),
    "help-within-30": Setting(70, 62, 0.30, 0.002, -0.08, (1.1, 0.5)),
}
MISSING = 0.015
LATE = 0.1
LATEST = 9


def team_numbers(
    seed: int, place: Place, measure: Measure, months: tuple[date, ...], planted: Iterable[Change] = ()
) -> tuple[Counts, Counts, NDArray[np.bool_]]:
    """What one team counts of one measure: numerators, denominators, and which months it sent in.

    The same seed, team and measure give the same numbers, whoever else is in the network.
    """
    here = [change for change in planted if change.place == place.id]
    changes = [change for change in here if change.measure == measure.id]
    rng = _generator(seed, place.id, measure.id)
    setting = SETTINGS[measure.id]
    levels = true_levels(rng, place, measure, len(months), changes)
    if measure.chart == "u":
        numerators, denominators = _rate(rng, levels / measure.multiply, place, setting, months)
    else:
        numerators, denominators = _share(rng, levels / measure.multiply, place, setting, months)
    joined = 0 if here else _joined(_generator(seed, place.id, "joins"), len(months))
    sent = (rng.random(len(months)) >= MISSING) & (np.arange(len(months)) >= joined)
    return numerators, denominators, sent


def true_levels(rng: np.random.Generator, place: Place, measure: Measure, months: int, changes: list[Change]) -> Floats:
    """A team's true level in each month, before winter and chance: planted, or drawn for the team once."""
    setting = SETTINGS[measure.id]
    usual = setting.home if place.kind == "care_home" else setting.ward
    apart = np.exp(rng.normal(0, setting.between))
    levels = np.full(months, usual * apart if measure.chart == "u" else _moved(usual, apart))
    for change in changes:
        levels[: change.position] = change.was
        after = months - change.position
        levels[change.position :] = (
            change.became if change.shape == "step" else np.linspace(change.was, change.became, after + 1)[1:]
        )
    return levels


def winter(months: Iterable[date]) -> Floats:
    """How far into winter each month is: 1 in January, -1 in July, nought in a whole year's sum."""
    return np.array([np.cos(2 * np.pi * (month.month - 1) / 12) for month in months])


def _rate(
    rng: np.random.Generator, rates: Floats, place: Place, setting: Setting, months: tuple[date, ...]
) -> tuple[Counts, Counts]:
    full = np.array([place.beds * days_in(month) for month in months])
    occupied = setting.per_bed[place.kind == "care_home"]
    bed_days = np.round(full * np.clip(rng.normal(occupied, 0.02, len(months)), 0.5, 1.0)).astype(np.int64)
    shape = 1 / setting.within**2
    expected = bed_days * rates * np.exp(setting.winter * winter(months)) * rng.gamma(shape, 1 / shape, len(months))
    return np.minimum(rng.poisson(expected), bed_days), bed_days


def _share(
    rng: np.random.Generator, shares: Floats, place: Place, setting: Setting, months: tuple[date, ...]
) -> tuple[Counts, Counts]:
    usual = place.beds * setting.per_bed[place.kind == "care_home"]
    trials = np.maximum(rng.poisson(usual, len(months)), 1)
    odds = shares / (1 - shares) * np.exp(setting.winter * winter(months))
    weight = 1 / setting.within
    chance = odds / (1 + odds)
    return rng.binomial(trials, rng.beta(chance * weight, (1 - chance) * weight)), trials


def _moved(percent: float, times: float) -> float:
    """A percentage whose odds are so many times greater."""
    odds = percent / (100 - percent) * times
    return float(100 * odds / (1 + odds))


def _joined(rng: np.random.Generator, months: int) -> int:
    """The month in which a team without a planted change joined: nearly always the first."""
    late = rng.random() < LATE
    return int(rng.integers(1, max(2, min(LATEST, months // 4) + 1))) if late else 0


def _generator(seed: int, *names: str) -> np.random.Generator:
    return np.random.default_rng([seed, *(int.from_bytes(name.encode(), "big") for name in names)])
