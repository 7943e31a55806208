"""The kind of chart for numbers from a file, when nobody said which."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

KINDS = ("run", "i", "mr", "p", "np", "pp", "u", "up", "c", "g", "t", "xbar", "s", "r", "ip", "ewma", "cusum")
SCREENED = ("run", "i", "mr", "p", "np", "pp", "u", "up", "c", "g", "t", "ip")
"""Kinds that many series at once are screened by: one value a point, each judged by itself."""
RULES = ("anhoej", "bestbox", "cutbox", "ihi", "ihi_printed", "mdc", "western_electric", "nelson", "three_sigma")
SHARES = frozenset({"p", "pp"})
RATES = frozenset({"u", "up", "ip"})
RARE = 0.01
"""Fewer than one in a hundred of the denominator are taken for events in so many days, not for a part of them."""
LOOKED_AT = 50
"""How many series of a table the kind of chart is chosen from."""


@dataclass(frozen=True)
class Fit:
    """A kind of chart, how its values are written, and why it was taken."""

    kind: str
    multiply: float
    unit: str
    why: str
    warnings: tuple[str, ...] = ()


def counted(values: Sequence[float], denominators: Sequence[float] | None) -> Any:
    """What the numbers seem to be: a proportion, a rate, a count or a measurement."""
    known = [value for value in values if not math.isnan(value)]
    whole = all(value >= 0 and value == int(value) for value in known)
    if denominators is None:
        return "count" if whole else "measurement"
    rare = sum(known) < RARE * sum(value for value in denominators if not math.isnan(value))
    return "proportion" if whole and not rare and is_share(values, denominators) else "rate"


def is_share(values: Sequence[float], denominators: Sequence[float]) -> bool:
    """Whether no value is above its denominator, so that it can be a part of it."""
    return not any(value > denominator for value, denominator in zip(values, denominators, strict=True))


def fit(
    kind: str,
    rows: Sequence[tuple[Sequence[float], Sequence[float] | None]],
    *,
    multiply: float | None = None,
    unit: str | None = None,
) -> Fit:
    """The chart for one or more series of the same measure, each as values and denominators.

    With "auto" the kind that fits most of them. Proportions are written in percent unless something else is asked.
    """
    from knotwork.science.spc.words import with_article

    why, warnings = f"{with_article(kind)} was asked for", ()
    if kind == "auto":
        kind, why, warnings = _chosen(rows)
    share = kind in SHARES or (kind in {"run", "i"} and _all_shares(rows))
    if multiply is None and unit is None:
        multiply, unit = (100, "%") if share else per(rows) if kind in RATES else (1, "")
    return Fit(kind, multiply or 1, unit or "", why, warnings)


def per(rows: Sequence[tuple[Sequence[float], Sequence[float] | None]]) -> tuple[float, str]:
    """What a rate is for so many of, so that it is written with a figure before the point: per 10, 100, 1,000 …"""
    pairs = [pair for values, below in rows for pair in zip(values, below or (), strict=False)]
    known = [(value, out_of) for value, out_of in pairs if not math.isnan(value) and not math.isnan(out_of)]
    events, size = sum(abs(value) for value, _of in known), sum(out_of for _value, out_of in known)
    if not events or events >= size:
        return 1, ""
    factor = 10 ** math.ceil(math.log10(size / events))
    return factor, f"per {factor:,}"


def titled(value: str, denominator: str | None, unit: str) -> str:
    """What is charted, from the names of its columns: falls of patients, in percent; falls by bed days, as a rate."""
    value, denominator = value.replace("_", " "), (denominator or "").replace("_", " ")
    return f"{value} {'of' if unit == '%' else 'by'} {denominator}" if denominator else value


def _all_shares(rows: Sequence[tuple[Sequence[float], Sequence[float] | None]]) -> bool:
    return all(below is not None and counted(values, below) == "proportion" for values, below in rows)


def _chosen(rows: Sequence[tuple[Sequence[float], Sequence[float] | None]]) -> tuple[str, str, tuple[str, ...]]:
    from knotwork.science.spc import choose

    every = [value for values, _below in rows for value in values]
    all_below = [value for _values, below in rows if below is not None for value in below]
    what = counted(every, all_below if all_below else None)
    step = max(1, len(rows) // LOOKED_AT)
    looked = [_present(values, below) for values, below in rows[::step]]
    found = [choose(what, *pair) for pair in looked if pair[0]]
    if not found:
        return "run", "There are no values yet", ()
    long = [choice for choice in found if choice.kind != "run"] or found
    kinds = [choice.kind for choice in long]
    kind = max(dict.fromkeys(kinds), key=kinds.count)
    first = next(choice for choice in long if choice.kind == kind)
    return kind, first.why, first.warnings if len(rows) == 1 else ()


def _present(values: Sequence[float], below: Sequence[float] | None) -> tuple[list[float], list[float] | None]:
    if below is None:
        return [value for value in values if not math.isnan(value)], None
    pairs = [(v, n) for v, n in zip(values, below, strict=True) if not math.isnan(v) and not math.isnan(n) and n > 0]
    return [v for v, _n in pairs], [n for _v, n in pairs]
