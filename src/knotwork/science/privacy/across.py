"""Small numbers of one measure, hidden across all its places, period by period, for one reader."""

from collections.abc import Collection, Hashable, Mapping
from functools import lru_cache
from typing import TypeVar

from .suppression import Shown, suppress
from .tables import TOTAL, Table

COLUMN = "n"
REST = "the rest of "
Period = TypeVar("Period", bound=Hashable)


def hidden_across(
    counts: Mapping[tuple[str, Period], float], larger: Mapping[str, str], threshold: int, own: Collection[str] = ()
) -> frozenset[tuple[str, Period]]:
    """Which of a measure's counts are not shown to somebody, so that no small number of people elsewhere can be told.

    `counts` has a count for each (place, period); `larger` names the larger place of a place, measured or not; `own`
    are the places whose numbers the reader knows. Hidden are counts from 1 to `threshold` - 1 of other places and, in
    each period by itself, what would give them away: to somebody who adds up places, takes a place from the larger one
    that it belongs to, or takes away what is their own. Where any number is not a whole one of 0 or more, counts cannot
    be told from other numbers, and everything but the reader's own is hidden.

    Raises:
        TableNotClear: the threshold is under 2.
    """
    if any(count < 0 or count != int(count) for count in counts.values()):
        return frozenset(point for point in counts if point[0] not in own)
    periods: dict[Period, dict[str, int]] = {}
    for (place, period), count in counts.items():
        periods.setdefault(period, {})[place] = int(count)
    return frozenset(
        (place, period) for period, there in periods.items() for place in _hidden(there, larger, threshold, own)
    )


def shown_across(
    there: Mapping[str, int], larger: Mapping[str, str], threshold: int, own: Collection[str] = ()
) -> Shown:
    """One period of `hidden_across` as a table with its totals: what is shown of each place, None where hidden."""
    parents = {place: found for place in there if (found := _nearest(place, larger, there))}
    return _shown(tuple(sorted(there.items())), tuple(sorted(parents.items())), frozenset(own) & set(there), threshold)


def _hidden(there: Mapping[str, int], larger: Mapping[str, str], threshold: int, own: Collection[str]) -> list[str]:
    if not any(0 < count < threshold for place, count in there.items() if place not in own) and not _rests(
        there, larger
    ):
        return []
    shown = shown_across(there, larger, threshold, own)
    return [place for place in there if shown.cells[place, COLUMN] is None]


def _rests(there: Mapping[str, int], larger: Mapping[str, str]) -> bool:
    """Whether a measured place lies within another, so that a difference could be small though no count is."""
    return any(_nearest(place, larger, there) for place in there)


def _nearest(place: str, larger: Mapping[str, str], there: Mapping[str, int]) -> str | None:
    """The smallest measured place that this one lies within."""
    above = larger.get(place)
    while above is not None and above not in there:
        above = larger.get(above)
    return above


@lru_cache(maxsize=4096)
def _shown(
    counts: tuple[tuple[str, int], ...], parents: tuple[tuple[str, str], ...], own: frozenset[str], threshold: int
) -> Shown:
    there, inside = dict(counts), dict(parents)
    rests = _remainders(there, inside)
    leaves = {**{place: count for place, count in there.items() if place not in inside.values()}, **rests}
    table = Table(list(leaves), [COLUMN], [[count] for count in leaves.values()], inside)
    none = {place for place, count in leaves.items() if count == 0}
    told = _all_known({*own, *none}, {*leaves, *inside.values()}, inside, rests)
    known = {(place, column) for place in told for column in (COLUMN, TOTAL)}
    unpublished = {(rest, column) for rest in rests for column in (COLUMN, TOTAL)}
    return suppress(table, threshold, known=known, unpublished=unpublished)


def _remainders(there: Mapping[str, int], inside: dict[str, str]) -> dict[str, int]:
    """What each larger place counts beyond its measured parts, as a part of its own; `inside` is made to fit.

    A larger place that counts less than its parts is no sum of them: it stands beside them.
    """
    rests: dict[str, int] = {}
    for larger in sorted(set(inside.values())):
        parts = [part for part, above in inside.items() if above == larger]
        rest = there[larger] - sum(there[part] for part in parts)
        if rest < 0:
            for part in parts:
                del inside[part]
        else:
            rests[REST + larger] = rest
    inside.update({rest: rest.removeprefix(REST) for rest in rests})
    return rests


def _all_known(told: set[str], rows: set[str], inside: Mapping[str, str], rests: Collection[str]) -> set[str]:
    """What this reader is told (their own places, and zeros), with the larger places that are just these."""
    known = {*told, *(rest for rest in rests if inside[rest] in told)}
    parts: dict[str, set[str]] = {}
    for part, above in inside.items():
        parts.setdefault(above, set()).add(part)
    while more := {above for above, some in parts.items() if above not in known and some <= known}:
        known |= more
    return known | {TOTAL} if rows - set(inside) <= known else known
