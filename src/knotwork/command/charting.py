"""`knotwork chart`: one series of a file as a chart, with its reading."""

import argparse
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knotwork.command.fitting import KINDS, RULES
from knotwork.command.setting_up import fail

ENDINGS = (".svg", ".png", ".pdf", ".html")
STDOUT = "-"
ABANDONED = 3600
"""Seconds after which a file begun by a process that was stopped in the middle of writing is nobody's any more."""


def add_to(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("chart", help="chart one series of a file", description=chart.__doc__)
    add_columns(parser)
    parser.add_argument("--series", action="append", default=[], metavar="COLUMN=VALUE", help="use only such rows")
    add_judgement(parser)
    parser.add_argument("--target", type=float, help="the level aimed at, in the units drawn")
    parser.add_argument("--baseline", type=int, metavar="N", help="the first N points alone set the limits")
    parser.add_argument("--phase-after", action="append", default=[], metavar="POINT",
                        help="a new phase begins after this point (a number from 1, or a period)")  # fmt: skip
    parser.add_argument("--rebase", action="append", default=[], metavar="PERIOD: REASON",
                        help="a new phase begins at this period; the reason is drawn on the chart")  # fmt: skip
    parser.add_argument("--exclude", action="append", default=[], metavar="POINT", help="a point that is not counted")
    parser.add_argument("--title", help="what was measured")
    parser.add_argument(
        "--output", "-o", type=picture_file, metavar="FILE", help="write a .svg, .png, .pdf or .html, or - for SVG here"
    )
    parser.set_defaults(run=chart)


def add_columns(parser: argparse.ArgumentParser) -> None:
    """The options that say what is what in the file."""
    parser.add_argument("file", type=Path, help="a CSV or XLSX file with a row an observation")
    parser.add_argument("--value", required=True, metavar="COLUMN", help="the column of values, or of numerators")
    parser.add_argument("--denominator", metavar="COLUMN", help="the column of denominators")
    parser.add_argument("--period", metavar="COLUMN", help="the column of dates, weeks, months, quarters or years")
    parser.add_argument("--where", action="append", default=[], metavar="COLUMN=VALUE", help="use only such rows")
    parser.add_argument("--month-first", action="store_true", help="03/04/2026 is the fourth of March")
    parser.add_argument("--sheet", help="which sheet of a workbook (the first)")


def add_judgement(parser: argparse.ArgumentParser, kinds: Sequence[str] = KINDS) -> None:
    """The options that say how the numbers are drawn and judged."""
    parser.add_argument("--kind", choices=["auto", *kinds], default="auto", help="the kind of chart (auto)")
    parser.add_argument("--rules", choices=RULES, default="anhoej", help="the rules for signals (anhoej)")
    parser.add_argument("--direction", choices=["increase", "decrease"], help="which way is better")
    parser.add_argument("--multiply", type=float, help="multiply values by this (100 for proportions, otherwise 1)")
    parser.add_argument("--unit", help="what follows the numbers, such as %% or 'per 1,000 bed days'")


def picture_file(written: str) -> Path:
    """A file that can be written, told by its ending."""
    path = Path(written)
    if written == STDOUT:
        return path
    if path.suffix.lower() not in ENDINGS:
        raise argparse.ArgumentTypeError(f"“{written}” must end in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}.")
    return path


def chart(chosen: argparse.Namespace) -> int:
    """Chart one series of a file, and say in words whether it has changed."""
    from knotwork.command.painting import CannotPaint
    from knotwork.command.tidy import CannotUse
    from knotwork.exchange.tabular import UnknownColumn, UnreadableFile
    from knotwork.science.spc import BadSeries

    try:
        drawn = _drawn(chosen)
        if str(chosen.output) == STDOUT:
            print(drawn.as_file(".svg"))
            return 0
        if chosen.output is not None:
            write(chosen.output, drawn.as_file(chosen.output.suffix.lower()))
    except (BadSeries, CannotPaint, CannotUse, UnknownColumn, UnreadableFile) as refused:
        return fail(str(refused))
    print("\n".join(drawn.told()))
    if chosen.output is not None:
        print(f"Written to {chosen.output}.")
    return 0


def write(path: Path, content: str | bytes) -> None:
    """Write a whole file or none: what was there stays until all is written. Raises `CannotUse` if that fails."""
    from knotwork.command.tidy import CannotUse

    try:
        _replace(path, content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise CannotUse(f"“{path}” cannot be written ({error.strerror}). Choose another place for it.") from error


def _replace(path: Path, content: bytes) -> None:
    if path.exists() and not path.is_file():
        path.write_bytes(content)  # a pipe or a device takes what it is given; a folder refuses
        return
    beside = path.resolve()  # through a link, so that the link stays
    new = beside.with_name(f".{beside.name}.{os.getpid()}")
    try:
        new.write_bytes(content)
        if beside.exists():
            shutil.copymode(beside, new)
        _tidy(new, beside)
        new.replace(beside)
    finally:
        new.unlink(missing_ok=True)


def _tidy(new: Path, beside: Path) -> None:
    """Remove what earlier processes began for this file and were stopped at; what is recent may still be written."""
    begun = new.stat().st_mtime
    for older in beside.parent.iterdir():
        name, _dot, process = older.name.rpartition(".")
        ours = name == f".{beside.name}" and process.isdecimal() and older.is_file()
        if ours and older != new and begun - older.stat().st_mtime > ABANDONED:
            older.unlink(missing_ok=True)


@dataclass(frozen=True)
class Drawn:
    """An analysed series with everything that is said of it."""

    analysis: Any
    reading: Any
    name: str
    unit: str
    target: float | None
    names: tuple[list[str], list[str]]
    kind: str
    why: str
    notes: tuple[str, ...]
    rebased: tuple[tuple[int, str], ...] = ()
    frozen: tuple[tuple[int, str], ...] = ()

    def told(self) -> list[str]:
        """The reading in lines, for a terminal."""
        said = [self.reading.headline, "", self.reading.sentence, f"How sure: {self.reading.sureness}"]
        return [
            *said,
            f"What would change this: {self.reading.would_change}",
            "",
            f"{self.kind}. {self.why}.",
            *self.notes,
        ]

    def svg(self) -> str:
        """The chart, with its finding as its title."""
        from knotwork.pictures import Flag
        from knotwork.pictures import chart as picture

        full, short = self.names
        return picture(
            self.analysis,
            title=self.reading.headline,
            subtitle=self.kind,
            description=self.reading.sentence,
            periods=full,
            short_periods=short,
            unit=self.unit,
            annotations=[Flag(at, reason) for at, reason in (*self.frozen, *self.rebased)],
        )

    def as_file(self, ending: str) -> str | bytes:
        """What is written: the picture alone, or with its words and its table."""
        from knotwork.command.painting import to_pdf, to_png
        from knotwork.pictures import standalone

        if ending == ".png":
            return to_png(self.svg())
        if ending == ".pdf":
            return to_pdf(self.svg(), title=self.reading.headline, description=self.reading.sentence)
        return standalone(self.svg()) if ending == ".svg" else self._page()

    def _page(self) -> str:
        from knotwork.command.report import heading, listed, page, paragraph
        from knotwork.pictures import table

        rows = table(self.analysis, periods=self.names[0], unit=self.unit)
        columns = ("Period", "Value", "Denominator", "Centre", "Lower limit", "Upper limit", "What it says")
        cells = [(r.period, r.value, r.denominator, r.centre, r.lower, r.upper, r.signal) for r in rows]
        body = [
            paragraph(self.reading.sentence),
            self.svg(),
            heading("How sure is this?", "sure"),
            paragraph(self.reading.sureness),
            paragraph(self.reading.would_change),
            *(paragraph(note) for note in self.notes),
            heading("Every point", "points"),
            listed(f"{self.name}, {self.kind}", columns, cells, frozenset({1, 2, 3, 4, 5})),
            paragraph(f"{self.kind}: {self.why}.", "quiet"),
        ]
        return page(self.reading.headline, body)


def _drawn(chosen: argparse.Namespace) -> Drawn:
    from knotwork.command.fitting import fit, titled
    from knotwork.command.gaps import with_gaps
    from knotwork.command.gathering import by_period, notes_on
    from knotwork.command.tidy import Columns, position_of, read_tidy, where_of
    from knotwork.pictures.period_names import period_names
    from knotwork.science.spc import KINDS as FAMILIES
    from knotwork.science.spc import analyse, read

    where, only = where_of(chosen.where), where_of(chosen.series, "--series")
    columns = Columns(chosen.value, chosen.denominator, chosen.period, None, where, chosen.sheet, chosen.month_first,
                      only)  # fmt: skip
    tidy = read_tidy(chosen.file, columns)
    how = fit(chosen.kind, [by_period(tidy)], multiply=chosen.multiply, unit=chosen.unit)
    tidy = with_gaps(tidy, how.kind)
    calendar = tidy.calendar
    rebased = rebases(chosen.rebase, calendar)
    ends = [position_of(point, calendar, "--phase-after") for point in chosen.phase_after]
    analysis = analyse(
        how.kind,
        tidy.values,
        tidy.denominators,
        x=tidy.periods,
        phases=sorted({*ends, *(at - 1 for at, _reason in rebased)}),
        exclude=[position_of(point, calendar, "--exclude") for point in chosen.exclude],
        baseline=chosen.baseline,
        target=chosen.target,
        multiply=how.multiply,
        rules=chosen.rules,
        direction=chosen.direction,
    )
    names = period_names(analysis.x)
    title = chosen.title or titled(chosen.value, chosen.denominator, how.unit)
    reading = read(analysis, name=title, unit=how.unit, periods=names[0])
    notes = (*how.warnings, *notes_on(tidy, analysis, names[0]))
    kind = f"{_capital(FAMILIES[how.kind].title)}, {len(analysis.x)} {'point' if len(analysis.x) == 1 else 'points'}"
    why = _capital(how.why.rstrip("."))
    frozen = _frozen(chosen.baseline, len(analysis.x))
    return Drawn(analysis, reading, title, how.unit, chosen.target, names, kind, why, notes, rebased, frozen)


def _frozen(baseline: int | None, count: int) -> tuple[tuple[int, str], ...]:
    """Where the points end that set the limits, so that nobody takes later ones to have had a part in them."""
    return ((baseline, "limits are set up to here"),) if baseline and baseline < count else ()


def rebases(written: Sequence[str], calendar: Sequence[Any]) -> tuple[tuple[int, str], ...]:
    """Where new phases begin (counted from 1), each with its reason. Raises `CannotUse` where a reason is missing."""
    from knotwork.command.tidy import CannotUse, position_of

    found = []
    for each in written:
        period, _colon, reason = (part.strip() for part in each.partition(":"))
        if not reason:
            raise CannotUse(f'Say why a new phase begins: --rebase "{period or "PERIOD"}: reason".')
        at = position_of(period, calendar, "--rebase")
        if at == 1:
            raise CannotUse(f"The chart begins at {period}: a new phase begins at a later point. Leave --rebase out.")
        found.append((at, reason))
    return tuple(found)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
