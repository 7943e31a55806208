"""`knotwork screen`: every series of a file at once: which changed, when, and which way."""

import argparse
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knotwork.command.charting import add_columns, add_judgement, write
from knotwork.command.fitting import SCREENED
from knotwork.command.setting_up import fail

RATE = 0.05


def add_to(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("screen", help="look through all series of a file", description=screen.__doc__)
    add_columns(parser)
    parser.add_argument("--series", required=True, metavar="COLUMN", help="the column that tells the series apart")
    add_judgement(parser, SCREENED)
    parser.add_argument(
        "--sum",
        action="store_true",
        help="add up several rows of one series and period, leaving out those with an empty cell",
    )
    parser.add_argument("--title", help="what was measured")
    parser.add_argument("--false-discovery-rate", type=share, default=RATE, metavar="SHARE",
                        help="how many of the series that stand may be false, from 0 to 1 (0.05)")  # fmt: skip
    parser.add_argument("--peers-in", metavar="PERIOD", help="the period in which places are compared (the latest)")
    parser.add_argument("--output", type=ending(".html"), metavar="FILE", help="write a report (.html)")
    parser.add_argument("--csv", type=ending(".csv"), metavar="FILE", help="write one row a series (.csv)")
    parser.set_defaults(run=screen)


def ending(suffix: str) -> Callable[[str], Path]:
    """A file whose name ends so, because a report called .csv would be opened by the wrong program."""

    def path_of(written: str) -> Path:
        if Path(written).suffix.lower() != suffix:
            raise argparse.ArgumentTypeError(f"“{written}” must end in {suffix}.")
        return Path(written)

    return path_of


def share(written: str) -> float:
    """A number between 0 and 1."""
    try:
        number = float(written)
    except ValueError:
        number = math.nan
    if not 0 < number < 1:
        raise argparse.ArgumentTypeError(f"“{written}” must be a number between 0 and 1, such as 0.05.")
    return number


def screen(chosen: argparse.Namespace) -> int:
    """Find which series of a file have changed, when and which way, and how many would seem to by chance."""
    from knotwork.command.tidy import CannotUse
    from knotwork.exchange.tabular import UnknownColumn, UnreadableFile
    from knotwork.science.spc import BadSeries

    try:
        screened = look_through(chosen)
        # Everything is made before anything is written, so that a refusal leaves no half of an answer.
        made = [(path, make(screened)) for path, make in ((chosen.output, _report), (chosen.csv, _csv)) if path]
        for path, content in made:
            write(path, content)
    except (BadSeries, CannotUse, UnknownColumn, UnreadableFile) as refused:
        return fail(str(refused))
    print("\n".join([screened.headline, *screened.counts()]))
    print("".join(f"Written to {path}.\n" for path in (chosen.output, chosen.csv) if path is not None), end="")
    return 0


def _report(screened: Any) -> str:
    from knotwork.command.screen_report import report

    return report(screened)


def _csv(screened: Any) -> str:
    from knotwork.command.screen_report import as_csv

    return as_csv(screened)


@dataclass(frozen=True)
class Screened:
    """A table of series by periods, with what was found in it."""

    names: list[str]
    calendar: list[Any]
    values: Any
    denominators: Any
    found: Any
    fit: Any
    rules: str
    direction: str | None
    title: str
    rate: float = RATE
    peers_at: int = -1

    @property
    def headline(self) -> str:
        """What was found, in a line."""
        many = f"{len(self.found.plain)} of {len(self.names)} series changed"
        held = f"stand when false discoveries are held to {100 * self.rate:g}%"
        return f"{self.title}: {many}; {len(self.found.standing)} {held}"

    def counts(self) -> Iterator[str]:
        """What chance alone would give, and what was left unjudged."""
        yield f"Chance alone would give about {self.found.expected_by_chance:.1f} though nothing had changed."
        early = int((self.found.verdict == "early").sum())
        if early:
            yield f"{early} {'has' if early == 1 else 'have'} too few points to judge by."

    def analysis(self, at: int) -> Any:
        """One series, analysed as the table was."""
        from knotwork.science.spc import analyse

        below = None if self.denominators is None else self.denominators[at]
        options = {"multiply": self.fit.multiply, "rules": self.rules, "direction": self.direction}
        return analyse(self.fit.kind, self.values[at], below, x=self.calendar, **options)


def look_through(chosen: argparse.Namespace) -> Screened:
    """Read, lay out and screen a file. Raises what cannot be read or charted, each saying what to do."""
    from knotwork.command.fitting import fit, titled
    from knotwork.command.tidy import CannotUse, Columns, position_of, read_tidy, where_of
    from knotwork.science import spc

    columns = Columns(chosen.value, chosen.denominator, chosen.period, chosen.series, where_of(chosen.where),
                      chosen.sheet, chosen.month_first)  # fmt: skip
    if chosen.period is None:
        raise CannotUse("Say which column holds the periods: --period COLUMN.")
    tidy = read_tidy(chosen.file, columns)
    names, calendar = sorted(set(tidy.series)), tidy.calendar
    values, below = laid_out(tidy, names, calendar, add_up=chosen.sum)
    peers_at = position_of(chosen.peers_in, calendar, "--peers-in") - 1 if chosen.peers_in else -1
    rows = [(values[at].tolist(), None if below is None else below[at].tolist()) for at in range(len(names))]
    how = fit(chosen.kind, rows, multiply=chosen.multiply, unit=chosen.unit)
    _refuse_gaps_between_events(tidy, how.kind)
    try:
        found = spc.screen(values, below, kind=how.kind, rules=chosen.rules, direction=chosen.direction,
                           multiply=how.multiply, false_discovery_rate=chosen.false_discovery_rate)  # fmt: skip
    except spc.BadSeries as refused:
        raise spc.BadSeries(named(str(refused), names, calendar)) from refused
    title = chosen.title or titled(chosen.value, chosen.denominator, how.unit)
    return Screened(names, calendar, values, below, found, how, chosen.rules, chosen.direction, title,
                    chosen.false_discovery_rate, peers_at)  # fmt: skip


def _refuse_gaps_between_events(tidy: Any, kind: str) -> None:
    """On a T chart neighbours are compared, and series with events on days of their own have none in such a table."""
    from knotwork.command.gaps import gap_in
    from knotwork.command.tidy import CannotUse

    found = gap_in(tidy) if kind == "t" else None
    if found is not None:
        series, period = found
        raise CannotUse(
            f"A t chart has a point for each event, and {series} has none in {period}, where another series has one. "
            "Number the events of each series from 1 in the column of periods, or chart them one by one."
        )


def laid_out(tidy: Any, names: Sequence[str], calendar: Sequence[Any], *, add_up: bool) -> tuple[Any, Any]:
    """Tables of values and denominators, series by periods, NaN where there is no row. Raises `CannotUse`.

    Several rows of a series and period are added up without those that have an empty cell.
    """
    import numpy as np

    row_of, column_of = ({name: at for at, name in enumerate(each)} for each in (names, calendar))
    values = np.full((len(names), len(calendar)), math.nan)
    below = None if tidy.denominators is None else values.copy()
    first: dict[tuple[int, int], int] = {}
    for entry, (series, period) in enumerate(zip(tidy.series, tidy.periods, strict=True)):
        at = row_of[series], column_of[period]
        if at in first and not add_up:
            raise _twice(first[at], tidy.rows[entry], series, period)
        first.setdefault(at, tidy.rows[entry])
        value, out_of = tidy.values[entry], 0.0 if below is None else tidy.denominators[entry]
        if value != value or out_of != out_of:
            continue
        again = values[at] == values[at]
        values[at] = value + (values[at] if again else 0)
        if below is not None:
            below[at] = out_of + (below[at] if again else 0)
    return values, below


def _twice(first: int, again: int, series: str, period: Any) -> Exception:
    from knotwork.command.tidy import CannotUse

    return CannotUse(
        f"Rows {first} and {again} are both of {series}, {period}. "
        "Add --sum to add such rows up, or choose some with --where COLUMN=VALUE."
    )


def named(message: str, names: Sequence[str], calendar: Sequence[Any]) -> str:
    """A refusal that counts series and points, with their names instead."""
    found = re.match(r"Point (\d+) of series (\d+) ", message)
    if found is None:
        return message
    return f"{names[int(found[2]) - 1]}, {calendar[int(found[1]) - 1]}: the point {message[found.end() :]}"
