"""How surprising the farthest point of each chart is, by what sets its limits and how its values vary."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..asked import Asked
from ..chance_table import FARTHEST_LENGTHS, FARTHEST_PLAIN, FARTHEST_SCREENED, FARTHEST_SIGMAS
from ..charts.lines import MEAN_RANGE
from ..charts.rare import POWER
from ..distributions import binomial_up_to, gamma_beyond, normal_beyond, normal_with, poisson_up_to
from ..result import Floats
from ..runs import Whole
from .estimated import at_most, beyond_estimated, counts_beyond, shares_beyond, waits_beyond
from .rows import Rows

NEGLIGIBLE = 1e-300
SHARED = 3
"""So many fewer values are said to set a sigma that the farthest point itself took part in: its ranges are screened."""
SKEWED = frozenset({"ip", "up", "pp"})


def farthest_chances(wanted: Asked, rows: Rows, some: Whole) -> Floats:
    """The chance that the farthest point of a stable series lies so far out, for some of the series, each by itself.

    For P, U and C charts from the binomial or Poisson tail of that point, two-sided, and for any of so many points; for
    G charts exactly, for so many or more cases; for other kinds from normal values with limits that the series set
    itself (`chance_table`), that its first points set (`estimated`) or that were given.
    """
    kind, many = wanted.family.kind, rows.counted[some]
    if kind == "g":
        return _waits(wanted, rows, some)
    if kind in {"p", "np", "u", "c"}:
        if wanted.baseline is None or wanted.centre is not None:
            return any_of(_tail(kind, rows, some), many)
        return at_most(_estimated_tail(kind, rows, some), many)
    if kind == "mr":
        return _ranges(wanted, rows, some)
    sigmas = rows.farthest(some, POWER if kind == "t" else 1.0).sigmas
    if kind in SKEWED:
        sigmas = _evened(kind, rows, some)
    if wanted.baseline is None and wanted.centre is None:
        return own_limits(sigmas, many, wanted.screened)
    return _beyond_estimated(wanted, rows, some, sigmas)


def any_of(chance: Floats, many: Any) -> Floats:
    """The chance of any of so many independent things, each of this chance."""
    found: Floats = -np.expm1(many * np.log1p(-np.clip(chance, NEGLIGIBLE, 1 - 1e-12)))
    return found


def _tail(kind: str, rows: Rows, some: Whole) -> Floats:
    events, cases, centre = _counted(kind, rows, some)
    if kind in {"p", "np"}:
        upto, below = (
            binomial_up_to(np.maximum(k, 0), cases.astype(np.int64), centre) * (k >= 0) for k in (events, events - 1)
        )
    else:
        upto, below = (poisson_up_to(np.maximum(k, 0), centre * cases) * (k >= 0) for k in (events, events - 1))
    chance: Floats = 2 * np.minimum(upto, 1 - below)
    return chance


def _estimated_tail(kind: str, rows: Rows, some: Whole) -> Floats:
    events, cases, centre = _counted(kind, rows, some)
    return (shares_beyond if kind in {"p", "np"} else counts_beyond)(events, cases, centre, rows.base_size(some))


def _counted(kind: str, rows: Rows, some: Whole) -> tuple[Floats, Floats, Floats]:
    """Events and cases of the farthest points, and the centres."""
    at, far = rows.at, rows.farthest(some).place
    events = np.rint(np.nan_to_num(at.top[some, far]))
    size = np.ones(some.size) if at.n is None else np.nan_to_num(at.n[some, far])
    return events, np.rint(size) if kind in {"p", "np"} else size, _centres(rows, some)


def _centres(rows: Rows, some: Whole) -> Floats:
    centre: Floats = np.broadcast_to(rows.lines.centre, (rows.counted.size, 1))[some, 0]
    return centre


def _waits(wanted: Asked, rows: Rows, some: Whole) -> Floats:
    far, many = rows.farthest(some).place, rows.counted[some]
    cases = np.floor(np.nan_to_num(rows.at.value[some, far]))
    if wanted.centre is not None:
        return any_of((wanted.centre / (wanted.centre + 1)) ** cases, many)
    apart = np.zeros(some.size) if wanted.baseline is None else far >= wanted.baseline
    base = slice(wanted.baseline)
    total = np.where(rows.present[some, base], rows.at.value[some, base], 0.0).sum(axis=1)
    return at_most(waits_beyond(cases, total + apart * cases, rows.based[some] + apart), many)


def _ranges(wanted: Asked, rows: Rows, some: Whole) -> Floats:
    """A moving range is the distance of two values, whose sigma is the root of 2 times that of one."""
    far = rows.farthest(some).place
    sigmas = rows.at.value[some, far] / (_centres(rows, some) / MEAN_RANGE * np.sqrt(2))
    sigmas = np.where(np.isfinite(sigmas), sigmas, 0.0)
    if wanted.centre is not None:
        return any_of(normal_beyond(sigmas), rows.counted[some])
    return at_most(beyond_estimated(sigmas, rows.based[some] + 1, screened=False), rows.counted[some])


def _beyond_estimated(wanted: Asked, rows: Rows, some: Whole, sigmas: Floats) -> Floats:
    """Of points about a centre that is given, or is itself as uncertain as so many first points leave it."""
    if wanted.centre is None:
        size = np.ones(some.size) if rows.at.n is None else rows.at.n[some, rows.farthest(some).place]
        sigmas = sigmas / np.sqrt(1 + np.nan_to_num(size) / rows.base_size(some))
    ranged = rows.ranged[some] + 1 - (SHARED if wanted.baseline is None else 0)
    return at_most(beyond_estimated(sigmas, ranged, wanted.screened), rows.counted[some])


def _evened(kind: str, rows: Rows, some: Whole) -> Floats:
    """Sigmas of rates and shares, which reach farther up than down: as surprising as so far a gamma value would be.

    Shares reach as far down from 1. Values that may be below zero are taken as they are.
    """
    sigmas, far = rows.farthest(some)
    value, centre = rows.at.value[some, far], _centres(rows, some)
    low = value < centre
    away, middle = np.where(low, 1 - value, value), np.where(low, 1 - centre, centre)
    shape = (middle * sigmas / np.abs(away - middle)) ** 2
    even = normal_with(np.maximum(gamma_beyond(away * shape / middle, shape), NEGLIGIBLE))
    usable = np.isfinite(even) & (np.nanmin(rows.at.value[some], axis=1) >= 0) & (~low | (kind == "pp"))
    found: Floats = np.where(usable, np.minimum(sigmas, np.maximum(even, 0.0)), sigmas)
    return found


def own_limits(sigmas: Floats, many: Whole, screened: bool) -> Floats:
    """Between the lengths of the table in proportion to their logarithms, and straight on beyond its sigmas."""
    table = FARTHEST_SCREENED if screened else FARTHEST_PLAIN
    length = np.interp(np.log(np.maximum(many, 1)), np.log(FARTHEST_LENGTHS), np.arange(FARTHEST_LENGTHS.size))
    low = np.minimum(length.astype(np.int64), FARTHEST_LENGTHS.size - 2)
    step = FARTHEST_SIGMAS[1] - FARTHEST_SIGMAS[0]
    place = np.maximum((sigmas - FARTHEST_SIGMAS[0]) / step, 0.0)
    near = np.minimum(place.astype(np.int64), FARTHEST_SIGMAS.size - 2)
    found = np.zeros(sigmas.size)
    for at, share in ((low, 1 - (length - low)), (low + 1, length - low)):
        found += share * (table[at, near] + (place - near) * (table[at, near + 1] - table[at, near]))
    chance: Floats = np.where(sigmas < FARTHEST_SIGMAS[0], 1.0, 10.0**found)
    return chance
