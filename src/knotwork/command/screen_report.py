"""What a look through many series found, as one HTML file and as a table with a row a series."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from knotwork.command.distrust import charts_to_distrust
from knotwork.command.report import heading, listed, page, paragraph
from knotwork.command.screening import Screened
from knotwork.exchange.tabular.written import csv_of
from knotwork.pictures import funnel_plot, funnel_table, small
from knotwork.pictures.markup import escape
from knotwork.pictures.numerals import quantity_for
from knotwork.pictures.period_names import period_names
from knotwork.science.spc import KINDS, RULES, funnel, read

MOST_PICTURES = 400
VERDICTS = {"better": "Improved", "worse": "Worse", "changed": "Changed", "steady": "No change", "early": "Too early"}


def report(screened: Screened) -> str:
    """The whole report: what changed, latest first; which places differ from their peers; every series."""
    names, _short = period_names(screened.calendar)
    body = [
        *(paragraph(words) for words in screened.counts()),
        paragraph(_how(screened), "quiet"),
        *charts_to_distrust(_warned(screened), changed=len(screened.found.plain)),
        heading("What changed, the latest first", "changed"),
        *_cards(screened, names),
        *_peers(screened, names),
        heading("Every series", "series"),
        _every(screened, names),
    ]
    return page(screened.headline, body)


def _how(screened: Screened) -> str:
    kind, rules = KINDS[screened.fit.kind].title, RULES[screened.rules].title
    return f"Each series on its own {kind}, judged by {rules}. {screened.fit.why.rstrip('.')}."


def latest_first(screened: Screened) -> list[int]:
    """The series that signal, by when the change began, those that changed last first."""
    return sorted((screened.found.plain - 1).tolist(), key=lambda at: (-int(screened.found.since[at]), at))


def _warned(screened: Screened) -> list[tuple[str, tuple[str, ...]]]:
    looked = latest_first(screened)[:MOST_PICTURES]
    return [(screened.names[at], screened.analysis(at).warnings) for at in looked]


def _cards(screened: Screened, names: list[str]) -> Iterator[str]:
    changed = latest_first(screened)
    if not changed:
        yield paragraph("No series shows a change that chance would not explain.")
        return
    yield paragraph("Each is on its own scale: compare shapes, not heights.", "quiet")
    yield '<ol class="cards">'
    yield from (_card(screened, at, names) for at in changed[:MOST_PICTURES])
    yield "</ol>"
    if len(changed) > MOST_PICTURES:
        yield paragraph(f"{len(changed) - MOST_PICTURES:,} more changed before these: see the table of every series.")


def _card(screened: Screened, at: int, names: list[str]) -> str:
    analysis, name = screened.analysis(at), screened.names[at]
    said = read(analysis, unit=screened.fit.unit, periods=names)
    picture = small(
        analysis, label=name, description=said.headline, show_axis=True, unit=screened.fit.unit, width=240, height=96
    )
    surprise = f"{surprising(float(screened.found.chance[at]))} {_stands(screened, at)}"
    return f"<li><h3>{escape(name)}</h3>{picture}{paragraph(said.headline)}{paragraph(surprise, 'quiet')}</li>"


def _stands(screened: Screened, at: int) -> str:
    return "Stands." if screened.found.controlled[at] else "May well be chance among so many."


def surprising(chance: float) -> str:
    """How often a series without change looks like this, in words."""
    if chance >= 0.995:
        return "Chance alone often looks like this."
    if chance < 1e-6:
        return "Chance alone: under 1 in 1,000,000."
    return f"Chance alone: 1 in {max(round(1 / chance), 2):,}."


def _peers(screened: Screened, names: list[str]) -> Iterator[str]:
    """The places beside each other in one period, where there are denominators to allow for their size."""
    if screened.denominators is None:
        return
    period = names[screened.peers_at]
    top, below = screened.values[:, screened.peers_at], screened.denominators[:, screened.peers_at]
    kept = np.flatnonzero(~np.isnan(top) & ~np.isnan(below) & (below > 0))
    if kept.size < 3 or not top[kept].any():
        return
    share = bool((top[kept] <= below[kept]).all() and screened.fit.kind in {"p", "pp", "run", "i"})
    found = funnel(
        top[kept],
        below[kept],
        kind="proportion" if share else "rate",
        names=[screened.names[at] for at in kept],
        multiply=1 if share else screened.fit.multiply,
    )
    unit = "proportion" if share else screened.fit.unit
    yield heading(f"Which differ from their peers, {period}", "peers")
    yield paragraph(found.reading)
    yield funnel_plot(
        found, title=f"{screened.title}, {period}", description=found.reading, unit=unit, direction=screened.direction
    )
    rows = funnel_table(found, unit=unit, direction=screened.direction)
    cells = [(r.name, r.value, r.denominator, r.lower, r.upper, r.signal) for r in rows if r.state != "common"]
    if cells:
        columns = ("Series", "Value", "Denominator", "Lower limit", "Upper limit", "What it says")
        yield listed(f"Beyond the limits in {period}", columns, cells, frozenset({1, 2, 3, 4}))


def _every(screened: Screened, names: list[str]) -> str:
    found = screened.found
    quantity = quantity_for(found.centre.tolist(), screened.fit.unit, None)
    rows = []
    for at in [*latest_first(screened), *_others(screened)]:
        changed = at + 1 in found.plain
        since = names[int(found.since[at]) - 1] if changed and found.since[at] else ""
        stands = ("yes" if found.controlled[at] else "no") if changed else ""
        level = quantity.level(float(found.centre[at]))
        rows.append((screened.names[at], VERDICTS[str(found.verdict[at])], since, stands, level))
    columns = ("Series", "Verdict", "Since", "Stands among so many", "Centre")
    return listed(f"{screened.title}, {len(rows)} series", columns, rows, frozenset({4}))


def _others(screened: Screened) -> list[int]:
    changed = set((screened.found.plain - 1).tolist())
    return [at for at in range(len(screened.names)) if at not in changed]


COLUMNS = ("series", "verdict", "since", "side", "rule", "signals", "stands", "chance", "centre", "lower", "upper")
COLUMNS += ("useful_points", "longest_run", "longest_run_max", "crossings", "crossings_min", "points_outside")


def as_csv(screened: Screened) -> str:
    """One row a series, in the order of their names; numbers in full, periods as 2017-03-01."""
    return csv_of([COLUMNS, *(_row(screened, at) for at in range(len(screened.names)))])


def _row(screened: Screened, at: int) -> list[Any]:
    found = screened.found
    changed = bool(found.signals[at]) and found.verdict[at] != "early"
    since = screened.calendar[int(found.since[at]) - 1] if changed and found.since[at] else ""
    side = {1: "above", -1: "below"}.get(int(found.side[at]), "") if changed else ""
    counts = (found.useful, found.longest_run, found.longest_run_max, found.crossings, found.crossings_min)
    lines = [_number(float(line[at])) for line in (found.chance, found.centre, found.lower, found.upper)]
    said = [str(found.verdict[at]), since, side, str(found.rule[at]) if changed else ""]
    stands = "yes" if found.controlled[at] else "no"
    whole = [int(each[at]) for each in (*counts, found.outside)]
    return [screened.names[at], *said, "yes" if changed else "no", stands, *lines, *whole]


def _number(value: float) -> float | str:
    return value if np.isfinite(value) else ""
