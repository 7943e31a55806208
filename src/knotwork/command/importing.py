"""`knotwork import observations`: a file's numbers into a measure, from the command line."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from knotwork.command.setting_up import fail, ready_database, start_django

SHOWN = 20


def add_to(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("import", help="bring in data from a file")
    observations = parser.add_subparsers(required=True, metavar="WHAT").add_parser(
        "observations", help="a measure's numbers", description=bring_in.__doc__
    )
    observations.add_argument("file", type=Path, help="a CSV or XLSX file")
    observations.add_argument("--system", required=True, help="the learning system")
    observations.add_argument("--measure", required=True, help="the measure in it")
    for column, needed in (("place", True), ("period", True), ("numerator", True), ("denominator", False)):
        observations.add_argument(f"--{column}", required=needed, metavar="COLUMN", help=f"the column of the {column}")
    observations.add_argument("--where", action="append", default=[], metavar="COLUMN=VALUE", help="use only such rows")
    observations.add_argument("--sum", action="store_true", help="add up several rows of one place and period")
    observations.add_argument("--month-first", action="store_true", help="03/04/2026 is the fourth of March")
    observations.add_argument("--sheet", help="which sheet of a workbook (the first)")
    observations.add_argument("--create", action="store_true", help="make what is missing: system, measure, places")
    observations.add_argument("--better", choices=["higher", "lower", "neither"], default="neither",
                              help="of a new measure: which way is better")  # fmt: skip
    observations.add_argument("--chart", help="of a new measure: run, i, p, pp, u, up or c")
    observations.add_argument("--look", action="store_true", help="say what would change, and change nothing")
    observations.set_defaults(run=bring_in)


def bring_in(chosen: argparse.Namespace) -> int:
    """Bring a file's numbers into a measure: all of them, or none. The same file again changes nothing."""
    start_django()
    ready_database()
    from knotwork.exchange.observations.actions import NeedsDenominator
    from knotwork.exchange.tabular import UnknownColumn, UnreadableFile

    try:
        return _bring_in(chosen)
    except (UnreadableFile, UnknownColumn, NeedsDenominator) as refused:
        return fail(str(refused))


def _bring_in(chosen: argparse.Namespace) -> int:
    from django.db import transaction
    from django.utils import timezone

    from knotwork.command.demonstration import join
    from knotwork.exchange.observations import actions, queries
    from knotwork.exchange.tabular import open_table
    from knotwork.learning.people.actions import operator
    from knotwork.learning.systems import actions as systems
    from knotwork.learning.systems.queries import every, named

    table = open_table(chosen.file, chosen.file.name, sheet=chosen.sheet)
    now = timezone.now()
    try:
        with transaction.atomic(), progress(f"Reading {chosen.file.name}") as on_progress:
            by = operator(at=now)
            system = named(chosen.system)
            if system is None and not chosen.create:
                return fail(_missing("learning system", chosen.system, [one.name for one in every()]))
            if system is None:
                system = systems.begin(name=chosen.system, purpose="", by=by, at=now)
                join(system, by=by, at=now)
            measure = queries.measure_named(system, chosen.measure)
            if measure is None and not chosen.create:
                return fail(_missing("measure", chosen.measure, [one.name for one in queries.measures_in(system)]))
            _measure, plan = actions.bring_in(
                table=table,
                mapping=_mapping(chosen),
                source=chosen.file.name,
                system=system,
                measure=measure,
                new_measure=None if measure else _definition(chosen),
                create_places=chosen.create,
                by=by,
                at=now,
                on_progress=on_progress,
            )
            transaction.set_rollback(chosen.look)
    except actions.CannotBringIn as refused:
        return fail("\n".join([str(refused), *_why(refused.plan)]))
    print("\n".join(_told(plan, looked=chosen.look)))
    return 0


def _mapping(chosen: argparse.Namespace) -> Any:
    from knotwork.exchange.tabular import Mapping, UnknownColumn

    pairs = [one.partition("=") for one in chosen.where]
    if any(not equals for _column, equals, _value in pairs):
        raise UnknownColumn("Write --where as COLUMN=VALUE, such as --where type=1.")
    return Mapping(
        place=chosen.place,
        period=chosen.period,
        numerator=chosen.numerator,
        denominator=chosen.denominator,
        where=tuple((column, value) for column, _equals, value in pairs),
        sum=chosen.sum,
        day_first=not chosen.month_first,
    )


def _definition(chosen: argparse.Namespace) -> dict[str, Any]:
    """A new measure, as far as a file can tell: with a denominator a share in percent, without one a plain number."""
    share = chosen.denominator is not None and chosen.chart in {None, "p", "pp"}
    return {
        "name": chosen.measure,
        "chart": chosen.chart or ("pp" if share else "i"),
        "direction": {"higher": "increase", "lower": "decrease", "neither": "neither"}[chosen.better],
        "numerator": chosen.numerator,
        "denominator": chosen.denominator or "",
        "unit": "%" if share else "",
        "multiply": 100 if share else 1,
    }


def _missing(what: str, name: str, there: list[str]) -> str:
    known = f"There are: {', '.join(there)}." if there else "There is none yet."
    return f"there is no {what} “{name}”. {known} To make it, add --create."


def _why(plan: Any) -> Iterator[str]:
    for problem in plan.problems[:SHOWN]:
        yield f"  row {problem.row}, column “{problem.column}”, value “{problem.value}”: {problem.why}"
    if plan.problem_count > SHOWN:
        yield f"  and {plan.problem_count - SHOWN} more"
    for place in plan.unknown_places[:SHOWN]:
        like = f"; did you mean {place.did_you_mean}?" if place.did_you_mean else ""
        yield f"  unknown place “{place.name}” ({place.rows} rows, first in row {place.first_row}){like}"
    if len(plan.unknown_places) > SHOWN:
        yield f"  and {len(plan.unknown_places) - SHOWN} more unknown places"
    if plan.unknown_places:
        yield "To make these places, add --create."


def _told(plan: Any, *, looked: bool) -> Iterator[str]:
    would = "would be " if looked else ""
    yield f"{plan.rows_read:,} rows read, {plan.rows_left_out:,} left out, {plan.rows_used:,} used."
    yield (
        f"{len(plan.additions):,} numbers {would}added, {len(plan.changes):,} {would}changed, "
        f"{plan.unchanged:,} were there already."
    )
    if plan.unknown_places:
        yield f"{len(plan.unknown_places):,} places {would}made."
    yield from plan.notes


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar that shows how far the reading has come, where somebody is watching."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what)
        yield lambda read, total: bar.update(task, completed=read, total=max(read, total))
